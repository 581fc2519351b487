import { TRANSITIONS } from '../../../engine/show/params.ts';
import { crossfade } from './crossfade.ts';
import { dissolve } from './dissolve.ts';
import { mitosis } from './mitosis.ts';
import { morph } from './morph.ts';
import { scan } from './scan.ts';

/**
 * GLSL of every transition by its name. Each is one function `vec3 NAME(vec2 uv, float t)` that may use before(uv),
 * after(uv), noise(p) and the colours BONE and NOW.
 */
export const transitions: Readonly<Record<string, string>> = {
  crossfade,
  dissolve,
  mitosis,
  morph,
  scan,
} satisfies Record<(typeof TRANSITIONS)[number], string>;

/** The number by which the shader knows a transition. */
export function transitionIndex(name: (typeof TRANSITIONS)[number]): number {
  return TRANSITIONS.indexOf(name);
}
