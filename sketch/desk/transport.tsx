import { effect, signal } from '@preact/signals';
import type { State } from '../../engine/show/state.ts';
import { clock, onEvent } from '../parts/show-signals.ts';
import { Learn } from './control.tsx';
import { press } from './keys.ts';
import { order, pin, type StepView, stepsOf } from './orders.ts';

const steps = signal<{ undo: StepView[]; redo: StepView[] }>({ undo: [], redo: [] });
const ASK_MS = 150;
let asking: ReturnType<typeof setTimeout> | undefined;

function askSteps(): void {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    steps.value = (await stepsOf()) ?? { undo: [], redo: [] };
  }, ASK_MS);
}
onEvent((event) => {
  if (event.type === 'param/turned' || event.type === 'scene/recalled') askSteps();
});
effect(() => {
  pin.value;
  askSteps();
});

/** The cue list with GO, and the keys that must be found in the dark. */
export function Transport({ state }: { state: State }) {
  const { next, locked } = state.desk;
  const [undo] = steps.value.undo;
  const [redo] = steps.value.redo;
  return (
    <div class="transport">
      <div class="row">
        <button type="button" class="go" disabled={next === null} onClick={() => press('go')}>
          GO <small>{next ?? 'no cue left'}</small>
        </button>
        <Learn name="go" />
        {Object.keys(state.cues).map((cue) => (
          <button
            key={cue}
            type="button"
            aria-pressed={cue === next}
            title="make it the next cue"
            onClick={() => order(`/api/cues/${encodeURIComponent(cue)}/arm`)}
          >
            {cue === next && '▸ '}
            {cue}
          </button>
        ))}
      </div>
      <div class="row">
        <button type="button" class="panic" onClick={() => press('panic')}>
          panic <small>Esc</small>
        </button>
        <button type="button" aria-pressed={state.blackout} onClick={() => press('blackout')}>
          blackout <small>b</small>
        </button>
        <button type="button" aria-pressed={state.freeze} onClick={() => press('freeze')}>
          freeze <small>f</small>
        </button>
        <button type="button" aria-pressed={state.sleep.asleep} onClick={() => press('sleep')}>
          {state.sleep.asleep ? 'wake' : 'put to sleep'}
        </button>
        <button type="button" aria-pressed={locked} onClick={() => press('lock')}>
          {locked ? 'locked' : 'lock'} <small>l</small>
        </button>
        <button type="button" disabled={!undo} onClick={() => press('undo')}>
          undo <small>{undo ? told(undo) : 'z'}</small>
        </button>
        <button type="button" disabled={!redo} onClick={() => press('redo')}>
          redo <small>{redo ? told(redo) : 'y'}</small>
        </button>
      </div>
    </div>
  );
}

function told({ what, by, at }: StepView): string {
  const agoS = Math.max(0, Math.round((clock.value - at) / 1000));
  return `${what}${by ? `, ${by}` : ''}, ${agoS < 90 ? `${agoS} s` : `${Math.round(agoS / 60)} min`} ago`;
}
