import type { Link } from '../link.ts';

const AWAITED = 16;

/** Tells whoever measures when the portrait of a visitor who comes now is first on the glass. */
export function tellDrawn(show: Link): (creature: number) => void {
  let awaited: number[] = [];
  show.onEvent((event) => {
    if (event.type === 'profile/born') awaited = [...awaited, event.creature].slice(-AWAITED);
  });
  return (creature) => {
    if (!awaited.includes(creature)) return;
    awaited = awaited.filter((one) => one !== creature);
    // What is drawn now is on the glass a frame later.
    requestAnimationFrame(() => show.tell({ what: 'drawn', creature, at: show.now() }));
  };
}
