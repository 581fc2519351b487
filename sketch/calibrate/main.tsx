import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Event } from '../../engine/show/events.ts';
import { Faults } from '../parts/faults.tsx';
import { live, onEvent, raise, state } from '../parts/show-signals.ts';
import { ProjectionSection } from './projection.tsx';

const KEPT = 30;
const MARKS = { real: '●', sim: '◐', lost: '▲' } as const;
const WORDS = { real: 'real', sim: 'simulated', lost: 'missing' } as const;

const events = signal<{ at: number; event: Event }[]>([]);
onEvent((event, _, at) => {
  // Births come every second and would push out what a technician looks for.
  if (event.type.startsWith('creature/')) return;
  events.value = [{ at, event }, ...events.value].slice(0, KEPT);
});

function Calibrate() {
  const now = state.value;
  if (!now) return <p>waiting for the engine</p>;
  return (
    <>
      <h1>
        calibrate <output>{live.value ? '● live' : '○ reconnecting'}</output>
      </h1>
      <h2>devices</h2>
      <table>
        <tbody>
          {Object.entries(now.devices).map(([name, device]) => (
            <tr key={name}>
              <th scope="row">
                {MARKS[device.state]} {name}
              </th>
              <td>{WORDS[device.state]}</td>
              <td>{device.cause}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>simulate</h2>
      <div class="row">
        <Simulate label="press the button" event={{ type: 'button/pressed', button: 'calibrate' }} />
        <Simulate
          label="hold the button"
          event={{ type: 'button/held', button: 'calibrate', heldMs: 2000 }}
        />
        <Simulate
          label="somebody enters"
          event={{ type: 'presence/entered', sensor: 'calibrate', distanceCm: 80 }}
        />
        <Simulate label="everybody leaves" event={{ type: 'presence/left', sensor: 'calibrate' }} />
      </div>
      <p>
        phase <output>{now.phase}</output>, present{' '}
        <output>{Object.keys(now.present).join(', ') || 'nobody'}</output>
      </p>
      <ProjectionSection />
      <h2>faults</h2>
      <Faults state={now} />
      <h2>events</h2>
      <table>
        <tbody>
          {events.value.map(({ at, event }) => {
            const { type, ...fields } = event;
            return (
              <tr key={`${at} ${type}`}>
                <td>{new Date(at).toLocaleTimeString()}</td>
                <td>{type}</td>
                <td>{Object.values(fields).join(' ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function Simulate({ label, event }: { label: string; event: Event }) {
  return (
    <button type="button" onClick={() => raise(event)}>
      {label}
    </button>
  );
}

render(<Calibrate />, document.getElementById('calibrate')!);
