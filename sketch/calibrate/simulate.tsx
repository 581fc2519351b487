import { signal } from '@preact/signals';
import type { Event } from '../../engine/show/events.ts';
import { raise, state } from '../parts/show-signals.ts';
import { sensors } from './calibration-orders.ts';
import { NumberField } from './number-field.tsx';

const heldMs = signal(2000);
const distanceCm = signal(80);
const sensor = signal('calibrate');

/** Any input without its device. */
export function SimulateSection() {
  const now = state.value;
  return (
    <section id="simulate" aria-label="simulate">
      <h2>simulate</h2>
      <div class="row">
        <Simulate label="press the button" event={{ type: 'button/pressed', button: 'calibrate' }} />
        <Simulate
          label="hold the button"
          event={{ type: 'button/held', button: 'calibrate', heldMs: heldMs.value }}
        />
        <NumberField
          text="for"
          label="how long the button is held, in ms"
          value={heldMs.value}
          min={100}
          max={10_000}
          step={100}
          unit="ms"
          set={(to) => {
            heldMs.value = Math.round(to);
          }}
        />
      </div>
      <div class="row">
        <label class="row">
          sensor
          <select
            value={sensor.value}
            onChange={(event) => {
              sensor.value = event.currentTarget.value;
            }}
          >
            {['calibrate', ...sensors.value].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Simulate
          label="somebody enters"
          event={{ type: 'presence/entered', sensor: sensor.value, distanceCm: distanceCm.value }}
        />
        <NumberField
          text="at"
          label="how far away somebody enters, in cm"
          value={distanceCm.value}
          min={1}
          max={1000}
          unit="cm"
          set={(to) => {
            distanceCm.value = to;
          }}
        />
        <Simulate label="everybody leaves" event={{ type: 'presence/left', sensor: sensor.value }} />
      </div>
      <p>
        phase <output>{now?.phase}</output>, present{' '}
        <output>{Object.keys(now?.present ?? {}).join(', ') || 'nobody'}</output>
      </p>
    </section>
  );
}

function Simulate({ label, event }: { label: string; event: Event }) {
  return (
    <button type="button" onClick={() => raise(event)}>
      {label}
    </button>
  );
}
