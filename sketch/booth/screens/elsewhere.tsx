import type { State } from '../../../engine/show/state.ts';
import { words } from '../../words/words.ts';
import { TimeLeft } from './time-left.tsx';

/** Another booth has the visitor. */
export function Elsewhere({ state }: { state: State }) {
  return (
    <section class="screen elsewhere">
      <h1>{words.value.elsewhere}</h1>
      <p class="hint">{words.value.elsewhereHint}</p>
      <TimeLeft state={state} />
    </section>
  );
}
