import {
  type Attending,
  attended,
  goesOn,
  isStalled,
  PAGE_EVERY_MS,
  PAGE_KINDS,
  type Page,
  type PageKind,
} from '../show/pages.ts';
import type { Stage } from '../show/stage.ts';

/** Which pages are open, by what they say of themselves. */
export interface Attendance {
  /** `trusted`: whether faults are told of this page. */
  says(reader: object, page: Page, trusted: boolean): void;
  leaves(reader: object): void;
  /** Whether a page of this name is open and goes on. */
  isThere(name: string): boolean;
  kindOf(reader: object): PageKind | null;
  /** Open pages of each kind. */
  counts(): Record<PageKind, number>;
  stop(): void;
}

/** Follows the pages, and tells the fault wall-stalled while a wall that is open does not draw. */
export function startAttendance(stage: Stage, clock: () => number): Attendance {
  const pages = new Map<object, Attending & { trusted: boolean }>();

  function check(): void {
    const at = clock();
    const stalled = new Set(
      [...pages.values()].filter((one) => one.trusted && isStalled(one, at)).map(({ page }) => page.name),
    );
    const told = stage.state().faults.filter(({ code }) => code === 'wall-stalled');
    for (const { where } of told)
      if (!stalled.delete(where)) stage.tell({ type: 'fault/cleared', code: 'wall-stalled', where });
    for (const where of stalled) stage.tell({ type: 'fault/raised', code: 'wall-stalled', where });
  }

  const timer = setInterval(check, PAGE_EVERY_MS);
  timer.unref();
  return {
    says(reader, page, trusted) {
      pages.set(reader, { ...attended(pages.get(reader) ?? null, page, clock()), trusted });
    },
    leaves: (reader) => void pages.delete(reader),
    isThere: (name) => [...pages.values()].some((one) => one.page.name === name && goesOn(one, clock())),
    kindOf: (reader) => pages.get(reader)?.page.kind ?? null,
    counts() {
      const open = Object.fromEntries(PAGE_KINDS.map((kind) => [kind, 0])) as Record<PageKind, number>;
      for (const { page } of pages.values()) open[page.kind] += 1;
      return open;
    },
    stop: () => clearInterval(timer),
  };
}
