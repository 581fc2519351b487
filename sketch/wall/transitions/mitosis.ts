/** Two nuclei of the child part from the middle of the old, and their membranes meet the edge. */
export const mitosis = /* glsl */ `
vec3 mitosis(vec2 uv, float t) {
  float s = smoothstep(0.0, 1.0, t);
  vec2 apart = vec2(0.34 * s, 0.12 * s);
  // Where two circles meet they swell; at the start there must be nothing of them.
  float radius = 0.95 * s * s + 0.1 * s - 0.09 * (1.0 - s);
  float a = length(uv - 0.5 - apart) - radius;
  float b = length(uv - 0.5 + apart) - radius;
  float k = 0.22;
  float h = clamp(0.5 + 0.5 * (b - a) / k, 0.0, 1.0);
  float cell = mix(b, a, h) - k * h * (1.0 - h);
  float inside = smoothstep(0.03, -0.03, cell + 0.02 * (1.0 - s));
  vec2 pinch = (uv - 0.5) * (1.0 + 0.5 * (1.0 - s)) + 0.5;
  float wall = exp(-abs(cell) * 45.0) * (1.0 - s) * smoothstep(0.0, 0.15, t);
  vec3 child = after(mix(pinch, uv, s));
  vec3 old = before(uv + normalize(uv - 0.501) * wall * 0.06) * (1.0 - 0.5 * s);
  return mix(old, child, max(inside, smoothstep(0.9, 1.0, t))) + wall * 0.25 * BONE;
}`;
