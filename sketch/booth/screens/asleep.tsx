import type { State } from '../../../engine/show/state.ts';
import { clock } from '../../parts/show-signals.ts';
import { sleepsUntil } from '../../words/waking.ts';
import { words } from '../../words/words.ts';

/** The house is closed: nothing to press, and no light to speak of. */
export function Asleep({ state }: { state: State }) {
  return (
    <section class="screen asleep">
      <h1>{words.value.asleep}</h1>
      <p class="hint">{sleepsUntil(state.sleep.until, clock.value)}</p>
    </section>
  );
}
