/** A line of sodium light reads the new in, from the top down. */
export const scan = /* glsl */ `
vec3 scan(vec2 uv, float t) {
  float line = t * 1.1 - 0.05;
  float behind = line - uv.y;
  vec3 shown = behind > 0.0 ? after(uv) : before(uv) * mix(1.0, 0.75, smoothstep(0.0, 0.12, t));
  float glow = exp(-abs(behind) * 60.0) * step(t, 0.999);
  return shown + NOW * glow * 0.9;
}`;
