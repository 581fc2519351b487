import type { DeviceState } from '../../engine/show/state.ts';

const MARKS = { real: '●', sim: '◐', lost: '▲' } as const;
const WORDS = { real: 'real', sim: 'simulated', lost: 'missing' } as const;

/** Every device: real, simulated or missing, and why. */
export function DevicesSection({ devices }: { devices: Readonly<Record<string, DeviceState>> }) {
  return (
    <section id="devices" aria-label="devices">
      <h2>devices</h2>
      <table>
        <tbody>
          {Object.entries(devices).map(([name, device]) => (
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
    </section>
  );
}
