import { paramsAt } from '../../engine/show/scenes.ts';
import type { Link } from '../link.ts';
import { atRest, captioned, readAt } from '../sound/captions.ts';
import { words } from '../words/words.ts';

const REFRESH_MS = 250;

/** Writes out what is heard, as strong as `captions`; nothing where nothing is to be heard. */
export function writeCaptions(show: Link, line: HTMLElement): void {
  let shown = atRest;
  const write = () => {
    const state = show.state();
    if (!state) return;
    const { captions, volume } = paramsAt(state, show.now());
    const strength = state.blackout || volume === 0 ? 0 : captions;
    const text = `[${words.value.captions[readAt(shown, performance.now())]}]`;
    if (line.textContent !== text) line.textContent = text;
    line.style.opacity = String(strength);
  };
  show.onEvent((event, state) => {
    shown = captioned(shown, event, state, performance.now());
    write();
  });
  setInterval(write, REFRESH_MS);
}
