import { MAX_ALONG } from '../../engine/show/part.ts';

/** Says in place of the wall why there is none. */
export function refuse(part: string): void {
  const note = document.createElement('p');
  note.className = 'refusal';
  note.setAttribute('role', 'alert');
  note.textContent =
    `“${part.slice(0, 40)}” is no part of a wall. Write COLUMNSxROWS@COLUMN,ROW, counted from 0, up to ${MAX_ALONG} ` +
    'each way: /wall?part=2x1@0,0 is the left one of two projectors, /wall?part=2x1@1,0 the right one.';
  document.getElementById('wall')!.replaceChildren(note);
}
