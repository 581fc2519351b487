/** The old fades into the new. */
export const crossfade = /* glsl */ `
vec3 crossfade(vec2 uv, float t) {
  return mix(before(uv), after(uv), smoothstep(0.0, 1.0, t));
}`;
