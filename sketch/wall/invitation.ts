import { generate } from 'lean-qr';
import type { State } from '../../engine/show/state.ts';

const INK = [11, 10, 9, 255] as const;
const BONE = [232, 224, 208, 255] as const;

/** Draws the QR code for phones in the room on `canvas`; none where the show has no address for them. */
export function invitation(canvas: HTMLCanvasElement): (state: State) => void {
  let drawn: string | null = null;
  return ({ phones, blackout, params }) => {
    canvas.hidden = phones === null || blackout;
    canvas.style.opacity = String(params.brightness);
    if (phones === drawn || phones === null) return;
    drawn = phones;
    generate(`${phones}/me`).toCanvas(canvas, { on: INK, off: BONE });
  };
}
