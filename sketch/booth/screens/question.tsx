import { type Consent, PURPOSES } from '../../../engine/show/record.ts';
import type { State } from '../../../engine/show/state.ts';
import { BigButton } from '../../parts/button.tsx';
import { consentWords } from '../../parts/consent.tsx';
import { words } from '../../words/words.ts';
import { still } from '../stay.ts';
import { TimeLeft } from './time-left.tsx';

/** One consent by itself, for whoever uses nothing but the button. */
export function Question({ purpose, state }: { purpose: keyof Consent; state: State }) {
  const number = PURPOSES.indexOf(purpose) + 1;
  return (
    <section class="screen">
      <p class="hint">
        {number} / {PURPOSES.length}
      </p>
      <h1>{consentWords()[purpose]}?</h1>
      <div class="glass small">
        <img src={still.value!.url} alt={words.value.you} />
      </div>
      <p class="plain">{purpose === 'mix' ? words.value.askFirst : words.value.askNext}</p>
      <TimeLeft state={state} />
      <BigButton label={words.value.yes} hold={purpose === 'mix' ? words.value.hold : words.value.holdNo} />
    </section>
  );
}
