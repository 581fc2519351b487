/** The old loosens into grains, the new condenses out of them. */
export const dissolve = /* glsl */ `
vec3 dissolve(vec2 uv, float t) {
  float grain = noise(uv * 14.0) * 0.65 + noise(uv * 53.0) * 0.35;
  float edge = smoothstep(grain - 0.12, grain + 0.12, t * 1.24 - 0.12);
  vec2 drift = vec2(noise(uv * 9.0 + 4.0), noise(uv * 9.0 + 8.0)) - 0.5;
  vec3 old = before(uv + drift * t * 0.25) * (1.0 - 0.6 * t);
  return mix(old, after(uv + drift * (1.0 - t) * 0.15), edge);
}`;
