import type { State } from '../../../engine/show/state.ts';
import { clock } from '../../parts/show-signals.ts';
import { filled, words } from '../../words/words.ts';

const ANNOUNCED_MS = 20_000;

/** A time that runs out is announced from twenty seconds before. */
export function TimeLeft({ state }: { state: State }) {
  const leftMs = state.deadline === null ? Infinity : state.deadline - clock.value;
  if (leftMs > ANNOUNCED_MS) return null;
  return (
    <p class="time-left" role="timer">
      {state.visit?.missed && <strong class="missed">{words.value.stillThere} </strong>}
      {filled(words.value.secondsLeft, Math.max(0, Math.ceil(leftMs / 1000)))}
    </p>
  );
}
