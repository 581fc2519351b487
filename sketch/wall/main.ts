import { parsePart, partName, WHOLE } from '../../engine/show/part.ts';
import { attend } from '../attend.ts';
import { link } from '../link.ts';
import { startSound } from '../sound/player.ts';
import { writeCaptions } from './captions.ts';
import { driven } from './drive.ts';
import { invitation } from './invitation.ts';
import { startPicture } from './picture.ts';
import { refuse } from './refuse.ts';
import { goOnBlind, hasWebGL, tellSight } from './sighted.ts';

const SILENCE_TOLD_MS = 3000;
const LETTERING_MS = 2000;

const query = new URLSearchParams(location.search);
const named = query.get('part');
const part = named === null ? WHOLE : parsePart(named);

if (part) {
  const { show, setTime } =
    query.get('clock') === 'driven' ? driven(link()) : { show: link(), setTime: undefined };
  const name = part === WHOLE ? 'wall' : `wall ${partName(part)}`;
  // Out of WebGL the plain wall has no frames of its own.
  const plain = () => setTime !== undefined || !document.getElementById('blind')!.hidden;
  const frames = () => (plain() ? null : (window.mishmash?.frames ?? null));
  attend(show, { kind: 'wall', name, frames, mayReload: () => setTime === undefined });
  const status = document.getElementById('status')!;
  const invite = invitation(document.querySelector<HTMLCanvasElement>('#invitation')!, part);
  show.onSnapshot(invite);
  show.onEvent((_, state) => invite(state));
  const pattern = query.get('pattern') === '1';
  const sees = hasWebGL();
  const onBlind = () => goOnBlind(show, part);
  if (sees) tellSight(show, part, true);
  void lettering().then(() => (sees ? startPicture({ show, part, pattern, setTime, onBlind }) : onBlind()));

  // Of several walls in a room one is enough to be heard: the first part, or what ?sound= says.
  const heard = query.get('sound') ?? (part.column === 0 && part.row === 0 ? '1' : '0');
  const sound = heard === '0' ? null : startSound(show);
  let silent = false;
  const tell = (live: boolean) => {
    status.textContent = live ? (silent ? 'touch the page once for sound' : '') : 'waiting for the engine';
  };
  const tellSilence = (is: boolean) => {
    silent = is;
    tell(show.live());
  };
  if (sound) {
    const line = document.getElementById('captions')!;
    line.hidden = false;
    writeCaptions(show, line);
  }
  setTimeout(() => tellSilence(sound?.isHeard() === false), SILENCE_TOLD_MS);
  setTimeout(() => tellSilence(false), 4 * SILENCE_TOLD_MS);
  show.onStatus(tell);
  if ('wakeLock' in navigator) navigator.wakeLock.request('screen').catch(() => {});
} else refuse(named ?? '');

/** Labels are painted once per birth: with the first of them the face must be there, or it never is. */
async function lettering(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, LETTERING_MS));
  await Promise.race([document.fonts.load('16px "IBM Plex Mono"').catch(() => {}), late]);
}
