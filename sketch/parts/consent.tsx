import type { Signal } from '@preact/signals';
import type { Consent } from '../../engine/show/record.ts';
import { words } from '../words/words.ts';

/** What each purpose is called in the visitor's language. */
export function consentWords(): Record<keyof Consent, string> {
  const { consentMix, consentWall, consentKeep } = words.value;
  return { mix: consentMix, wall: consentWall, keep: consentKeep };
}

/** The three purposes, equal in weight; each can be given or withheld by itself. */
export function ConsentChoice({ consent }: { consent: Signal<Consent> }) {
  const labels = consentWords();
  return (
    <fieldset class="consent">
      {(Object.keys(labels) as (keyof Consent)[]).map((purpose) => (
        <button
          key={purpose}
          type="button"
          role="switch"
          aria-checked={consent.value[purpose]}
          onClick={() => {
            consent.value = { ...consent.value, [purpose]: !consent.value[purpose] };
          }}
        >
          <span aria-hidden="true">{consent.value[purpose] ? '■' : '□'}</span> {labels[purpose]}
        </button>
      ))}
    </fieldset>
  );
}
