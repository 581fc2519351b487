import { TRANSITIONS } from '../../engine/show/params.ts';

/** Sizes of rect, show and look in gl/cell-shader.ts: the floats of one cell. */
export const ATTRIBUTES = [4, 4, 4];

/** Places of a cell's floats after its rect. */
export const TO = 4;
export const FROM = 5;
export const START = 6;
export const CHANGE = 7;
export const BORN = 10;
export const FLAGS = 11;

/** What stands at CHANGE: nothing, the number of a transition, or, from MIXED on, the share of the one layer in the other. */
export const STILL = -1;
export const MIXED = 16;

/** Flags of a cell, see gl/cell-shader.ts. */
export const VISITOR = 1;
export const VISITOR_BEFORE = 2;
export const LIT = 4;
export const FRAMED = 8;

/** The variants of the shader of a picture, by what its cell does: in software every branch of a program is worked through. */
export const VARIANTS = ['still', 'mixed', ...TRANSITIONS] as const;

/** The place in VARIANTS of what stands at CHANGE. */
export function variantOf(change: number): number {
  if (change < 0) return 0;
  return change >= MIXED ? 1 : 2 + change;
}
