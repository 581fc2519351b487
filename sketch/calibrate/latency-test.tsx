import { computed, signal } from '@preact/signals';
import { clock, onEvent, onSeen, raise, state } from '../parts/show-signals.ts';
import { afterEvent, afterSeen, type Run } from './latency.ts';
import { type StageVerdict, stagesOf } from './latency-stages.ts';

const MARKS: Record<StageVerdict, string> = {
  'in time': '✓ in time',
  late: '▲ LATE',
  measured: '● measured',
  waits: '… waits',
  missing: '▲ MISSING',
  'not reached': '○ not reached',
};

/** Armed, the next press of any button begins a run. */
const armed = signal(false);
const run = signal<Run | null>(null);
/** How far the last run has come; null = nothing was measured since the page was opened. */
export const stages = computed(() => run.value && stagesOf(run.value, clock.value));

onEvent((event, _, at) => {
  if (!run.value && !armed.value) return;
  run.value = afterEvent(run.value, event, at);
  if (run.value) armed.value = false;
});
onSeen((seen) => {
  if (run.value) run.value = afterSeen(run.value, seen);
});

function arm(): void {
  run.value = null;
  armed.value = true;
}

/** From the button to the sound of a birth, stage by stage, by the engine's clock. */
export function LatencySection() {
  const busy = state.value?.visit !== null;
  return (
    <section id="latency" aria-label="latency">
      <h2>latency</h2>
      <p class="says">
        A press begins a visit; somebody stands at /booth and goes all the way, with the consent to the wall,
        and /wall shows and sounds it. Press the real button, or let this page press.
      </p>
      <div class="row">
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            arm();
            raise({ type: 'button/pressed', button: 'calibrate' });
          }}
        >
          press and measure
        </button>
        <button type="button" disabled={busy} onClick={arm}>
          measure the next press
        </button>
        <output>{armed.value ? 'press the button now' : ''}</output>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">stage</th>
            <th scope="col">took</th>
            <th scope="col">budget</th>
            <th scope="col">verdict</th>
          </tr>
        </thead>
        <tbody>
          {(stages.value ?? []).map(({ what, ms, budgetMs, verdict, says }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{ms === null ? '' : `${ms} ms`}</td>
              <td>{budgetMs === null ? '' : `${budgetMs} ms`}</td>
              <td>
                {MARKS[verdict]}
                {says && `: ${says}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
