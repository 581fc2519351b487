import { TRANSITIONS } from '../../../engine/show/params.ts';
import { crossfade } from './crossfade.ts';
import { dissolve } from './dissolve.ts';
import { mitosis } from './mitosis.ts';
import { morph } from './morph.ts';
import { scan } from './scan.ts';

const sources: Record<(typeof TRANSITIONS)[number], string> = { crossfade, dissolve, mitosis, morph, scan };

/**
 * GLSL of every transition and the switch between them. Each is one function `vec3 NAME(vec2 uv, float t)` that may
 * use before(uv), after(uv), noise(p) and the colours BONE and NOW.
 */
export const transitionSource = `${Object.values(sources).join('\n')}
vec3 transition(int which, vec2 uv, float t) {
${TRANSITIONS.map((name, i) => `  if (which == ${i}) return ${name}(uv, t);`).join('\n')}
  return after(uv);
}`;

/** The number by which the shader knows a transition. */
export function transitionIndex(name: (typeof TRANSITIONS)[number]): number {
  return TRANSITIONS.indexOf(name);
}
