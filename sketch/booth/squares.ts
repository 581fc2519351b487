import { seeded } from '../../engine/show/random.ts';
import type { State } from '../../engine/show/state.ts';

/** Squares of the captcha, in rows of three. */
export const SQUARES = 9;
/** From this human share on the machine counts a creature among the visitor's kind. */
const ALIKE = 0.4;

export interface Square {
  /** Null: the visitor's own photo. */
  creature: number | null;
  /** What the machine would select. */
  alike: boolean;
}

/** The visitor and up to eight different creatures of the wall, in an order that a visit's name decides. Pure. */
export function squaresOf({ wall, specimens }: Pick<State, 'wall' | 'specimens'>, visit: string): Square[] {
  const chance = seeded([...visit].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7));
  const squares: Square[] = shuffled([...new Set(wall.filter((id) => id !== null))], chance)
    .slice(0, SQUARES - 1)
    .map((creature) => ({ creature, alike: (specimens[creature]?.mix[0] ?? 0) >= ALIKE }));
  squares.splice(Math.floor(chance() * (squares.length + 1)), 0, { creature: null, alike: true });
  return squares;
}

/** Fisher and Yates' shuffle. */
function shuffled<T>(list: T[], chance: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
