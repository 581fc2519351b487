import { expect, test } from 'vitest';
import {
  type Attending,
  attended,
  isStalled,
  type Page,
  pageSchema,
  STALLED_MS,
} from '../../engine/show/pages.ts';

const wall = (frames: number | null): Page => ({ kind: 'wall', name: 'wall', frames });

/** A page that says these things five seconds apart, and how it stands another `restMs` later. */
function stalled(pages: Page[], restMs = 0): boolean {
  let attending: Attending | null = null;
  let at = 1000;
  for (const page of pages) {
    attending = attended(attending, page, at);
    at += 5000;
  }
  return isStalled(attending!, at - 5000 + restMs);
}

test.each<[what: string, pages: Page[], restMs: number, is: boolean]>([
  ['a wall that draws', [wall(1), wall(300), wall(600), wall(900), wall(1200)], 0, false],
  ['one that draws nothing', [wall(7), wall(7), wall(7), wall(7), wall(7)], 0, true],
  ['one that draws nothing yet', [wall(7), wall(7), wall(7), wall(7)], 0, false],
  ['one that draws again', [wall(7), wall(7), wall(7), wall(7), wall(7), wall(8)], 0, false],
  ['one that says nothing any more', [wall(1), wall(300)], STALLED_MS + 1, true],
  ['one out of sight', [wall(1), wall(null), wall(null), wall(null), wall(null)], 10_000, false],
  ['one that came back to sight just now', [wall(9), wall(null), wall(null), wall(null), wall(9)], 0, false],
  ['a desk', Array.from({ length: 6 }, () => ({ kind: 'desk', name: 'desk', frames: 0 }) as const), 0, false],
])('%s', (_, pages, restMs, is) => {
  expect(stalled(pages, restMs)).toBe(is);
});

test.each([
  [{ kind: 'wall', name: 'wall 2x1@0,0', frames: 12 }, true],
  [{ kind: 'desk', name: 'desk', frames: null }, true],
  [{ kind: 'kitchen', name: 'x', frames: null }, false],
  [{ kind: 'wall', name: '', frames: null }, false],
  [{ kind: 'wall', name: 'x'.repeat(41), frames: 1 }, false],
  [{ kind: 'wall', name: 'x', frames: -1 }, false],
  [{ kind: 'wall', name: 'x', frames: 1.5 }, false],
  [{ kind: 'wall', name: 'x', frames: 1, more: 1 }, false],
])('%j is a page: %s', (said, is) => {
  expect(pageSchema.safeParse(said).success).toBe(is);
});
