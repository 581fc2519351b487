/** The finished picture of a part, put through its homography and faded toward its neighbours. */
export const outputVertex = /* glsl */ `#version 300 es
precision highp float;
uniform mat3 place;    // unit square to shares of the window
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  // The third coordinate stays w, so that the card interpolates in perspective: the map is exact at every pixel.
  vec3 there = place * vec3(at, 1.0);
  gl_Position = vec4(there.x * 2.0 - there.z, there.z - there.y * 2.0, 0.0, there.z);
}`;

export const outputFragment = /* glsl */ `#version 300 es
precision highp float;
in vec2 at;
uniform sampler2D picture;
uniform float upright;   // 1 = the picture's first row is its top
uniform vec4 share;      // left, right, top, bottom
uniform vec4 gamma;
out vec4 colour;
void main() {
  vec4 inward = vec4(at.x, 1.0 - at.x, at.y, 1.0 - at.y);
  // The light of both sides of a seam adds up to one; a projector makes light of signals by its gamma.
  vec4 light = smoothstep(0.0, 1.0, clamp(inward / max(share, 1e-5), 0.0, 1.0));
  vec4 signal = pow(light, 1.0 / gamma);
  vec3 ink = texture(picture, vec2(at.x, mix(1.0 - at.y, at.y, upright))).rgb;
  colour = vec4(ink * signal.x * signal.y * signal.z * signal.w, 1.0);
}`;
