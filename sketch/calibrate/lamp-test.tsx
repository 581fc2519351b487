import { computed, signal } from '@preact/signals';
import { LAMPS, type LampPattern, triedLamp } from '../../engine/show/lamp.ts';
import { order } from '../desk/orders.ts';
import { clock, onEvent, state } from '../parts/show-signals.ts';
import type { LampAnswers } from './lamp-check.ts';
import { orderedIn, Refused } from './refused.tsx';

const SECTION = 'lamp';

/** When the show asks for each pattern, and what is to be seen. */
const LOOKS: Record<LampPattern, { when: string; look: string }> = {
  breathe: { when: 'attract', look: 'it swells and fades within four seconds' },
  on: { when: 'somebody is near', look: 'it is lit' },
  tick: { when: 'countdown', look: 'a short flash every second' },
  blink: { when: 'camera', look: 'on and off, a little slower than a second' },
  refuse: { when: 'refused', look: 'three quick flashes, once' },
  fault: { when: 'fault', look: 'two flashes every two seconds' },
  off: { when: 'reveal', look: 'it is dark' },
};

/** The pattern that was tried out last on this page's watch, and what was seen of each. */
const last = signal<LampPattern | null>(null);
export const answers = signal<LampAnswers>({});
const leftS = computed(() => Math.ceil(((state.value?.lamp?.until ?? 0) - clock.value) / 1000));

onEvent((event, { lamp }) => {
  if (event.type === 'lamp/tried' && lamp) last.value = lamp.pattern;
});

/** Each pattern of the button's lamp for some seconds, and whether it was seen. */
export function LampSection() {
  const playing = state.value && triedLamp(state.value, clock.value);
  const asked = last.value;
  return (
    <section id={SECTION} aria-label="lamp test">
      <h2>lamp</h2>
      <p class="says">Each button plays its pattern for six seconds; then the lamp is the show's again.</p>
      <div class="row">
        {LAMPS.map((pattern) => (
          <button
            key={pattern}
            type="button"
            aria-pressed={playing === pattern}
            onClick={() => {
              orderedIn.value = SECTION;
              void order('/api/lamp/test', { pattern });
            }}
          >
            {pattern} ({LOOKS[pattern].when}){mark(answers.value[pattern])}
          </button>
        ))}
      </div>
      <p>
        <output>
          {playing && leftS.value > 0 ? `${playing} plays, ${leftS.value} s left` : 'no pattern is tried out'}
        </output>
      </p>
      {asked && (
        <fieldset class="row" aria-label="what was seen of the lamp">
          <span role="status">
            {asked}: {LOOKS[asked].look}. Did it?
          </span>
          {[true, false].map((seen) => (
            <button
              key={String(seen)}
              type="button"
              aria-pressed={answers.value[asked] === seen}
              onClick={() => {
                answers.value = { ...answers.value, [asked]: seen };
              }}
            >
              {seen ? 'yes, it did' : 'no, it did not'}
            </button>
          ))}
        </fieldset>
      )}
      <Refused section={SECTION} />
    </section>
  );
}

function mark(seen: boolean | undefined): string {
  if (seen === undefined) return '';
  return seen ? ' ✓' : ' ▲';
}
