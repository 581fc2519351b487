import { type Part, partName } from '../../engine/show/part.ts';
import { tellFault } from '../fault-told.ts';
import type { Link } from '../link.ts';
import { startPlain } from './plain.ts';

const RETRY_MS = 60_000;
const WORDS =
  'No WebGL in this browser: the wall is shown plainly, without its transitions. Open it with ' +
  'hardware/venue/kiosk.sh or install the graphics driver; chrome://gpu says what is missing.';

/** Whether this browser draws with WebGL. */
export function hasWebGL(): boolean {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** Tells the show, at each snapshot, whether this part of the wall can be drawn as it is meant. */
export function tellSight(show: Link, part: Part, sees: boolean): void {
  const tell = () => tellFault(show.state(), show.raise, 'wall-blind', partName(part), !sees);
  show.onSnapshot(tell);
  show.onStatus(tell);
  tell();
}

/** Goes on without WebGL, says so on the page and to the show, and begins anew once there is some. */
export function goOnBlind(show: Link, part: Part): void {
  const note = document.getElementById('blind')!;
  note.textContent = WORDS;
  note.hidden = false;
  tellSight(show, part, false);
  startPlain(show, part);
  if (hasWebGL()) return;
  setInterval(() => {
    if (hasWebGL()) location.reload();
  }, RETRY_MS);
}
