/** One instance per thread: a thin curve from a parent to its child, that grows, stays and fades. */
export const THREAD_STEPS = 24;

export const threadVertex = /* glsl */ `#version 300 es
precision highp float;
layout(location = 0) in vec4 ends;   // from x, y, to x, y in pixels
layout(location = 1) in vec4 life;   // start in s, lasts s, strength, 1 = to a visitor
uniform vec2 size;
uniform vec2 origin;                 // of this window on the wall, in pixels
uniform float now;
out float glow;
out float along;
flat out float lit;
vec2 curve(float t) {
  vec2 bow = vec2(-(ends.w - ends.y), ends.z - ends.x) * 0.18;
  vec2 middle = (ends.xy + ends.zw) * 0.5 + bow;
  return mix(mix(ends.xy, middle, t), mix(middle, ends.zw, t), t);
}
void main() {
  float age = now - life.x;
  // One that has faded is not drawn at all.
  if (age >= life.y) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  float t = float(gl_VertexID >> 1) / ${THREAD_STEPS}.0;
  float side = float(gl_VertexID & 1) * 2.0 - 1.0;
  float reach = clamp(age / 0.7, 0.0, 1.0);
  float at = t * reach;
  vec2 tangent = normalize(curve(min(1.0, at + 0.01)) - curve(max(0.0, at - 0.01)) + 1e-5);
  vec2 place = (curve(at) - origin + vec2(-tangent.y, tangent.x) * side * 1.3) / size;
  glow = life.z * smoothstep(0.0, 0.3, age) * (1.0 - smoothstep(life.y * 0.6, life.y, age));
  along = side;
  lit = life.w;
  gl_Position = vec4(place.x * 2.0 - 1.0, 1.0 - place.y * 2.0, 0.0, 1.0);
}`;

export const threadFragment = /* glsl */ `#version 300 es
precision highp float;
in float glow;
in float along;
flat in float lit;
uniform float light;
out vec4 colour;
void main() {
  vec3 ink = mix(vec3(0.91, 0.878, 0.816), vec3(1.0, 0.541, 0.122), lit);
  float body = 1.0 - abs(along) * 0.7;
  colour = vec4(ink * light, glow * body);
}`;
