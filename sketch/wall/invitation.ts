import { generate } from 'lean-qr';
import type { Part } from '../../engine/show/part.ts';
import type { State } from '../../engine/show/state.ts';

const INK = [11, 10, 9, 255] as const;
const BONE = [232, 224, 208, 255] as const;

/** Draws the QR code for phones in the room on `canvas`; none where the show has no address for them, and only in the wall's last part. */
export function invitation(
  canvas: HTMLCanvasElement,
  { columns, rows, column, row }: Part,
): (state: State) => void {
  const here = column === columns - 1 && row === rows - 1;
  let drawn: string | null = null;
  return ({ phones, blackout, params, sleep }) => {
    canvas.hidden = !here || phones === null || blackout || sleep.asleep;
    canvas.style.opacity = String(params.brightness);
    if (phones === drawn || phones === null) return;
    drawn = phones;
    generate(`${phones}/me`).toCanvas(canvas, { on: INK, off: BONE });
  };
}
