import { MIXED } from '../attributes.ts';
import { transitions } from '../transitions/all.ts';

/** How the whole grid looks in one frame; the floats of LOOK_FLOATS, in this order. */
const LOOK = /* glsl */ `
layout(std140) uniform Look {
  vec2 size;         // of this window in pixels
  vec2 origin;       // of this window on the wall, in pixels
  vec2 labelGrid;    // columns, rows
  float labelShare;  // share of the cell's height
  float now;
  float transitionS;
  float breath;
  float labelLight;
  float light;
  float hold;        // 0..1: the wall holds its breath
  float memorial;    // 0..1: only visitors are lit
};`;
/** Floats of the block, a whole number of vec4. */
export const LOOK_FLOATS = 16;

/** What a program draws of a cell: its label, or the picture of those cells that do one thing. */
export type Drawn = 'label' | { variant: number; name: string };

/** As variantOf() in attributes.ts. */
const othersHidden = (
  variant: number,
) => /* glsl */ `float variant = show.w < 0.0 ? 0.0 : show.w >= ${MIXED}.0 ? 1.0 : 2.0 + show.w;
  if (variant != ${variant}.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }`;

/** One instance per cell: where it is, which pictures it shows, how it looks. A program puts others out of sight. */
export function cellVertex(drawn: Drawn): string {
  const label = drawn === 'label';
  return /* glsl */ `#version 300 es
precision highp float;
layout(location = 0) in vec4 rect;    // x, y, width, height in pixels
layout(location = 1) in vec4 show;    // layer now, layer before (-1 = none), start in s, change: -1 none, 0.. transition, 16 + share = mixed
layout(location = 2) in vec4 look;    // phase of breath, cell of the label, born in s, flags: 1 a visitor, 2 a visitor before, 4 lit, 8 framed
${LOOK}
out vec2 at;                // in the cell, 0..1
out vec2 inside;            // in the label's texture, or from the middle of the picture
flat out vec2 extent;       // of the cell in pixels
flat out float foot;        // where the picture ends
flat out float young;
flat out float framed;
flat out float dim;
flat out float t;
flat out vec3 pictured;     // layer now, layer before, change
flat out float phase;

float flag(float bit) { return mod(floor(look.w / bit), 2.0); }

void main() {
  ${label ? '' : othersHidden(drawn.variant)}
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  extent = rect.zw;
  foot = 1.0 - labelShare;
  at = vec2(corner.x, ${label ? 'mix(foot, 1.0, corner.y)' : 'corner.y * foot'});
  ${
    label
      ? 'inside = (vec2(mod(look.y, labelGrid.x), floor(look.y / labelGrid.x)) + corner) / labelGrid;'
      : `float ratio = extent.x / (extent.y * foot);
  inside = (corner - 0.5) * vec2(min(1.0, ratio), min(1.0, 1.0 / ratio));`
  }
  pictured = show.xyw;
  phase = look.x;
  t = clamp((now - show.z) / transitionS, 0.0, 1.0);
  young = exp(-max(0.0, now - look.z) * 0.9) * step(look.z, now);
  framed = flag(8.0);
  dim = mix(1.0, 0.33, hold * (1.0 - flag(4.0)));
  // Whoever is no visitor stays as a shadow.
  float visitor = mix(flag(2.0), flag(1.0), smoothstep(0.0, 1.0, t));
  dim *= mix(1.0, 0.07, memorial * (1.0 - visitor)) * light;
  vec2 place = (rect.xy - origin + at * rect.zw) / size;
  gl_Position = vec4(place.x * 2.0 - 1.0, 1.0 - place.y * 2.0, 0.0, 1.0);
}`;
}

const HEAD = /* glsl */ `#version 300 es
precision highp float;
precision highp sampler2DArray;
in vec2 at;
in vec2 inside;
flat in vec2 extent;
flat in float foot;
flat in float young;
flat in float framed;
flat in float dim;
flat in float t;
flat in vec3 pictured;
flat in float phase;
${LOOK}
out vec4 colour;

const vec3 GROUND = vec3(0.043, 0.039, 0.035);
const vec3 BONE = vec3(0.91, 0.878, 0.816);
const vec3 NOW = vec3(1.0, 0.541, 0.122);
`;

/** The hairlines of the cell over what is in it, and the light of the wall. */
const FINISH = /* glsl */ `
void finish(vec3 ink) {
  vec2 pixel = at * extent;
  float line = step(extent.x - 1.0, pixel.x) + step(extent.y - 1.0, pixel.y);
  ink = mix(ink, mix(GROUND, BONE, 0.28), min(1.0, line));
  float below = step(abs(at.y - foot) * extent.y, 1.2);
  ink = mix(ink, NOW, below * young);
  float frame = min(min(pixel.x, extent.x - pixel.x), min(pixel.y, extent.y - pixel.y));
  ink = mix(ink, NOW, framed * step(frame, 3.0));
  colour = vec4(ink * dim, 1.0);
}`;

const LABEL = /* glsl */ `
uniform sampler2D labels;
void main() { finish(mix(GROUND, BONE, texture(labels, inside).r * labelLight)); }`;

const PICTURE = /* glsl */ `
uniform sampler2DArray pictures;
float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7)) + phase * 7.0) * 43758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  vec2 u = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), u.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), u.x), u.y);
}
vec3 layer(float index, vec2 uv) {
  return index < 0.0 ? GROUND : texture(pictures, vec3(clamp(uv, 0.0, 1.0), index)).rgb;
}
vec3 before(vec2 uv) { return layer(pictured.y, uv); }
vec3 after(vec2 uv) { return layer(pictured.x, uv); }

vec2 breathing(vec2 c) {
  // A whole number of breaths goes into an hour: windows that count from different hours breathe alike.
  float cycle = now * 0.62831853 + phase;
  float swell = 1.0 - breath * (0.05 + 0.03 * sin(cycle));
  vec2 sway = vec2(sin(cycle * 0.7 + c.y * 5.0), cos(cycle * 0.9 + c.x * 5.0)) * 0.012 * breath;
  return c * swell + 0.5 + sway;
}`;

const OWN: Record<string, string> = {
  still: 'vec3 drawn(vec2 uv) { return after(uv); }',
  mixed: `vec3 drawn(vec2 uv) { return mix(before(uv), after(uv), pictured.z - ${MIXED}.0); }`,
};

/** The fragments of the same. */
export function cellFragment(drawn: Drawn): string {
  if (drawn === 'label') return [HEAD, FINISH, LABEL].join('\n');
  const { name } = drawn;
  const own = OWN[name] ?? `${transitions[name]}\nvec3 drawn(vec2 uv) { return ${name}(uv, t); }`;
  return [HEAD, FINISH, PICTURE, own, 'void main() { finish(drawn(breathing(inside))); }'].join('\n');
}
