import { isMorphing } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import { packMessage } from './message.ts';
import { type ValueName, type Values, valueMessage, valueNames, valuesOf } from './values.ts';

/** How often a morph's values are told. */
const TICK_MS = 1000 / 60;

/** Packed messages, each at the address that moves its value. */
export type Told = { address: string; bytes: Uint8Array }[];

export interface Feedback {
  /** Looks what has changed and tells it; while parameters move by themselves, 60 times a second. */
  look(): void;
  /** Tells these values again, whether they have changed or not. */
  again(names: readonly ValueName[]): void;
  stop(): void;
}

/**
 * Tells controllers where every fader stands, at the address that moves it. A value is told once, so that two
 * shows that are each other's targets do not answer for ever.
 */
export function startFeedback(
  stage: { state(): State; now(): number },
  tell: (told: Told) => void,
): Feedback {
  let before = valuesOf(stage.state(), stage.now());
  let ticking: NodeJS.Timeout | null = null;

  function look(): void {
    const state = stage.state();
    const now = stage.now();
    const values = valuesOf(state, now);
    const changed = valueNames.filter((name) => values[name] !== before[name]);
    before = values;
    if (changed.length > 0) tell(changed.map((name) => packed(name, values)));
    const moving = isMorphing(state, now);
    if (moving && !ticking) ticking = setInterval(look, TICK_MS);
    if (!moving && ticking) stop();
  }

  function stop(): void {
    if (ticking) clearInterval(ticking);
    ticking = null;
  }

  return {
    look,
    again(names) {
      const values = valuesOf(stage.state(), stage.now());
      tell(names.map((name) => packed(name, values)));
    },
    stop,
  };
}

function packed(name: ValueName, values: Values): Told[number] {
  const message = valueMessage(name, values[name]);
  return { address: message.address, bytes: packMessage(message) };
}
