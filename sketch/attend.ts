import { PAGE_EVERY_MS, type PageKind } from '../engine/show/pages.ts';
import type { Link } from './link.ts';
import { renewal } from './renewal.ts';

/** What a kiosk calls the screen that this page is on, so that it knows when to open it anew. */
export const screenName = () => new URLSearchParams(location.search).get('screen')?.slice(0, 40) || null;

export interface Attending {
  kind: PageKind;
  /** Which of its kind, at most 40 characters; the kind itself where there is only one. */
  name?: string;
  /** Pictures drawn so far; null where the page does not draw by itself. */
  frames?: () => number | null;
  /** Whether the page may load itself anew now, without anybody losing anything. */
  mayReload: () => boolean;
}

/** Says what this page is every few seconds, and loads it anew when the engine asks or serves another build. */
export function attend(
  show: Pick<Link, 'introduce' | 'onReload' | 'onStatus'>,
  { kind, name = kind, frames = () => null, mayReload }: Attending,
): void {
  const introduce = () =>
    show.introduce({ kind, name: screenName() ?? name, frames: document.hidden ? null : frames() });
  const { ask, check } = renewal(mayReload);
  show.onReload(ask);
  show.onStatus((live) => {
    if (!live) return;
    introduce();
    void check();
  });
  setInterval(introduce, PAGE_EVERY_MS);
}
