import type { Fact } from './render-show.ts';

/** So much is kept before an opening and after a closing; the nights and days in between are not. */
const CLOSED_MS = 2000;
/** Between the first device that is linked and the opening. */
const SETUP_MS = 30_000;

/** A stretch in which the show did not run, in ms since 1970. */
export interface Cut {
  from: number;
  to: number;
}

/** When the show was closed, or dead, between two facts; in order. */
export function cutsOf(facts: readonly Fact[]): Cut[] {
  const cuts: Cut[] = [];
  facts.forEach((opened, i) => {
    if (opened.event.type !== 'show/opened') return;
    let start = i;
    while (start > 0 && facts[start - 1]!.event.type !== 'show/closed') {
      if (opened.at - facts[start - 1]!.at > SETUP_MS) break;
      start -= 1;
    }
    const from = (facts[start - 1]?.at ?? Number.POSITIVE_INFINITY) + CLOSED_MS;
    const to = facts[start]!.at - CLOSED_MS;
    if (to > from) cuts.push({ from, to });
  });
  return cuts;
}

/** The journal's time at `filmMs` of a film that begins at `startMs` and leaves the cuts out. */
export function timeInJournal(cuts: readonly Cut[], startMs: number, filmMs: number): number {
  let at = startMs + filmMs;
  for (const { from, to } of cuts)
    if (to > startMs && at >= Math.max(from, startMs)) at += to - Math.max(from, startMs);
  return at;
}
