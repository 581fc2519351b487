import { transitionSource } from '../transitions/all.ts';

/** One instance per cell: where it is, which pictures it shows, how it looks. */
export const cellVertex = /* glsl */ `#version 300 es
precision highp float;
layout(location = 0) in vec4 rect;    // x, y, width, height in pixels
layout(location = 1) in vec4 show;    // layer now, layer before (-1 = none), start in s, transition (16 + share = mixed)
layout(location = 2) in vec4 look;    // phase of breath, cell of the label, born in s, flags: 1 a visitor, 2 a visitor before, 4 lit, 8 framed
uniform vec2 size;
uniform vec2 origin;                   // of this window on the wall, in pixels
out vec2 at;
flat out vec4 shown;
flat out vec4 looks;
flat out vec2 extent;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = corner;
  shown = show;
  looks = look;
  extent = rect.zw;
  vec2 place = (rect.xy - origin + corner * rect.zw) / size;
  gl_Position = vec4(place.x * 2.0 - 1.0, 1.0 - place.y * 2.0, 0.0, 1.0);
}`;

export const cellFragment = /* glsl */ `#version 300 es
precision highp float;
precision highp sampler2DArray;
in vec2 at;
flat in vec4 shown;
flat in vec4 looks;
flat in vec2 extent;
uniform sampler2DArray pictures;
uniform sampler2D labels;
uniform vec2 labelGrid;     // columns, rows
uniform float labelShare;   // share of the cell's height
uniform float now;
uniform float transitionS;
uniform float breath;
uniform float labelLight;
uniform float light;
uniform float hold;         // 0..1: the wall holds its breath
uniform float memorial;     // 0..1: only visitors are lit
out vec4 colour;

const vec3 GROUND = vec3(0.043, 0.039, 0.035);
const vec3 BONE = vec3(0.91, 0.878, 0.816);
const vec3 NOW = vec3(1.0, 0.541, 0.122);

float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7)) + looks.x * 7.0) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  vec2 u = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), u.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), u.x), u.y);
}
vec3 layer(float index, vec2 uv) {
  return index < 0.0 ? GROUND : texture(pictures, vec3(clamp(uv, 0.0, 1.0), index)).rgb;
}
vec3 before(vec2 uv) { return layer(shown.y, uv); }
vec3 after(vec2 uv) { return layer(shown.x, uv); }
${transitionSource}

vec2 breathing(vec2 uv) {
  // A whole number of breaths goes into an hour: windows that count from different hours breathe alike.
  float cycle = now * 0.62831853 + looks.x;
  vec2 c = uv - 0.5;
  float swell = 1.0 - breath * (0.05 + 0.03 * sin(cycle));
  vec2 sway = vec2(sin(cycle * 0.7 + c.y * 5.0), cos(cycle * 0.9 + c.x * 5.0)) * 0.012 * breath;
  return c * swell + 0.5 + sway;
}

float flag(float bit) { return mod(floor(looks.w / bit), 2.0); }

void main() {
  float pictureShare = 1.0 - labelShare;
  float ratio = extent.x / (extent.y * pictureShare);
  float t = clamp((now - shown.z) / transitionS, 0.0, 1.0);
  vec3 ink;
  if (at.y < pictureShare) {
    vec2 uv = vec2(at.x, at.y / pictureShare);
    uv = (uv - 0.5) * vec2(min(1.0, ratio), min(1.0, 1.0 / ratio)) + 0.5;
    uv = breathing(uv);
    if (shown.w >= 16.0) ink = mix(before(uv), after(uv), shown.w - 16.0);
    else ink = t >= 1.0 ? after(uv) : transition(int(shown.w), uv, t);
  } else {
    vec2 inside = vec2(at.x, (at.y - pictureShare) / labelShare);
    vec2 cell = vec2(mod(looks.y, labelGrid.x), floor(looks.y / labelGrid.x));
    ink = mix(GROUND, BONE, texture(labels, (cell + inside) / labelGrid).r * labelLight);
  }
  vec2 pixel = at * extent;
  float line = step(extent.x - 1.0, pixel.x) + step(extent.y - 1.0, pixel.y);
  ink = mix(ink, mix(GROUND, BONE, 0.28), min(1.0, line));
  float young = exp(-max(0.0, now - looks.z) * 0.9) * step(looks.z, now);
  float foot = step(abs(at.y - pictureShare) * extent.y, 1.2);
  ink = mix(ink, NOW, foot * young);
  if (flag(8.0) > 0.5) {
    float frame = min(min(pixel.x, extent.x - pixel.x), min(pixel.y, extent.y - pixel.y));
    ink = mix(ink, NOW, step(frame, 3.0));
  }
  float dim = mix(1.0, 0.33, hold * (1.0 - flag(4.0)));
  // Whoever is no visitor stays as a shadow.
  float visitor = mix(flag(2.0), flag(1.0), smoothstep(0.0, 1.0, t));
  dim *= mix(1.0, 0.07, memorial * (1.0 - visitor));
  colour = vec4(ink * dim * light, 1.0);
}`;
