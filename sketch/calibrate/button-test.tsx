import { signal } from '@preact/signals';
import { onEvent } from '../parts/show-signals.ts';
import { Bars } from './bars.tsx';
import { lengthBins, type Press, pauseBins } from './histogram.ts';
import { clockText } from './stretches.ts';

const KEPT = 500;

export const presses = signal<readonly Press[]>([]);

onEvent((event, _, at) => {
  if (event.type !== 'button/pressed' && event.type !== 'button/held') return;
  const heldMs = event.type === 'button/held' ? event.heldMs : null;
  presses.value = [...presses.value, { at, button: event.button, heldMs }].slice(-KEPT);
});

/** Press the real button a dozen times, short and long: what the show made of it. */
export function ButtonTestSection() {
  const last = presses.value.at(-1);
  return (
    <section id="button" aria-label="button test">
      <h2>button test</h2>
      <p class="says">
        Press the button a dozen times, short and long. A press is told when it is let go, a hold while it is
        still down; pauses below 0.1 s are a contact that bounces.
      </p>
      <div class="row">
        <output>
          {presses.value.length} presses
          {last &&
            `, the last ${last.heldMs === null ? 'short' : `held ${last.heldMs} ms`} on ${last.button} at ${clockText(last.at)}`}
        </output>
        <button
          type="button"
          disabled={!last}
          onClick={() => {
            presses.value = [];
          }}
        >
          forget presses
        </button>
      </div>
      <div class="row">
        <figure>
          <figcaption>length of presses</figcaption>
          <Bars label="length of presses" bins={lengthBins(presses.value)} />
        </figure>
        <figure>
          <figcaption>pauses before presses</figcaption>
          <Bars label="pauses before presses" bins={pauseBins(presses.value)} />
        </figure>
      </div>
    </section>
  );
}
