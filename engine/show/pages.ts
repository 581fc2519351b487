import { z } from 'zod';

/** What a page is for, as it says itself. */
export const PAGE_KINDS = ['wall', 'booth', 'desk', 'calibrate'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** How often a page says that it is there, in ms. */
export const PAGE_EVERY_MS = 5000;
/** A wall that has drawn nothing for so long has stalled, and a page that said nothing is not there, in ms. */
export const STALLED_MS = 15_000;

/** `name`: which of its kind; `frames`: drawn so far, null where the page is not meant to draw, being out of sight. */
export const pageSchema = z.strictObject({
  kind: z.enum(PAGE_KINDS),
  name: z.string().min(1).max(40),
  frames: z.int().min(0).nullable(),
});
export type Page = z.infer<typeof pageSchema>;

/** A page that is open, and when its picture moved last, in ms. */
export interface Attending {
  page: Page;
  movedAt: number;
}

/** The page after it has said at `at` (ms) how far it is; `was`: after it said so before. */
export function attended(was: Attending | null, page: Page, at: number): Attending {
  const moved = was === null || page.frames === null || page.frames !== was.page.frames;
  return { page, movedAt: moved ? at : was.movedAt };
}

/** Whether a wall should be drawing at `at` (ms) and is not. */
export function isStalled({ page, movedAt }: Attending, at: number): boolean {
  return page.kind === 'wall' && page.frames !== null && at - movedAt > STALLED_MS;
}

/** Whether a page still says at `at` (ms) that it is there, and draws where it should. */
export function goesOn({ movedAt }: Attending, at: number): boolean {
  return at - movedAt <= STALLED_MS;
}
