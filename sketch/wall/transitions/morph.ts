/** Each bends toward the other's forms while one becomes the other; latent in-betweens replace it where there are some. */
export const morph = /* glsl */ `
vec3 morph(vec2 uv, float t) {
  float s = smoothstep(0.0, 1.0, t);
  vec3 a = before(uv);
  vec3 b = after(uv);
  vec2 toward = vec2(b.r - a.b, b.g - a.r) * 0.16;
  float grey = dot(b - a, vec3(0.333));
  vec3 old = before(uv + toward * s);
  vec3 child = after(uv - toward * (1.0 - s));
  return mix(old, child, smoothstep(0.0, 1.0, s + grey * s * (1.0 - s)));
}`;
