import type { State } from '../../../engine/show/state.ts';
import { ConsentChoice } from '../../parts/consent.tsx';
import { NameField } from '../../parts/name-field.tsx';
import { filled, words } from '../../words/words.ts';
import { Keyboard } from '../keyboard.tsx';
import { asked, consent, name, proof, retake, sending, still, submit, trouble } from '../stay.ts';
import { Question } from './question.tsx';
import { TimeLeft } from './time-left.tsx';

/** The still with a name or none, and what may be done with it. */
export function Naming({ state }: { state: State }) {
  if (asked.value) return <Question purpose={asked.value} state={state} />;
  return (
    <section class="screen naming">
      {proof.value !== null && (
        <p class="hint">
          {proof.value === 0 ? words.value.proofNone : filled(words.value.proofDone, proof.value)}
        </p>
      )}
      <h1>{words.value.name}</h1>
      <div class="two">
        <div class="aside">
          <div class="glass small">
            <img src={still.value!.url} alt={words.value.you} />
          </div>
          <ConsentChoice consent={consent} />
        </div>
        <div>
          <NameField name={name} />
          <Keyboard name={name} />
        </div>
      </div>
      {trouble.value && (
        <p class="plain trouble" role="alert">
          {trouble.value.message || words.value.failed} {trouble.value.remedy}
        </p>
      )}
      {!consent.value.mix && <p class="hint">{words.value.consentNeeded}</p>}
      <div class="choices">
        <button type="button" class="choice" onClick={retake}>
          {words.value.again}
        </button>
        <button
          type="button"
          class="choice go"
          disabled={!consent.value.mix || sending.value}
          onClick={submit}
        >
          {name.value ? words.value.nameDone : words.value.nameSkip}
        </button>
      </div>
      <TimeLeft state={state} />
    </section>
  );
}
