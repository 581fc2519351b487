import { signal } from '@preact/signals';
import { differences } from '../../engine/show/sensing/differences.ts';
import { state } from '../parts/show-signals.ts';
import { revert, setup, setupOfVersion, unsaved } from './calibration-orders.ts';
import { Refused } from './refused.tsx';
import { timeText } from './stretches.ts';

/** The version whose differences are shown. */
const open = signal<number | null>(null);

/** What was kept: who, when, what differs, and the way back. */
export function VersionsSection() {
  const calibration = state.value?.calibration;
  const drifted = state.value?.faults.filter(({ code }) => code === 'sensor-drifted') ?? [];
  const versions = [...(calibration?.versions ?? [])].reverse();
  return (
    <section id="versions" aria-label="versions">
      <h2>versions</h2>
      {drifted.map(({ where }) => (
        <p key={where} class="trouble" role="alert">
          ▲ {where} has drifted: its empty room is not the one of this calibration. Record again, or look what
          stands before it.
        </p>
      ))}
      <table>
        <tbody>
          {versions.map(({ version, at, by }) => (
            <Row key={version} version={version} says={`${timeText(at)}, ${by || 'desk'}`} />
          ))}
          <Row version={0} says="show-config.json" />
        </tbody>
      </table>
      {open.value !== null && <Chosen version={open.value} />}
      <Refused section="versions" />
    </section>
  );
}

function Row({ version, says }: { version: number; says: string }) {
  const current = state.value?.calibration.current === version;
  return (
    <tr>
      <th scope="row">
        {current ? '●' : '○'} {version}
      </th>
      <td>{says}</td>
      <td>{current && 'current'}</td>
      <td>
        <button
          type="button"
          aria-pressed={open.value === version}
          onClick={() => {
            open.value = open.value === version ? null : version;
          }}
        >
          look at {version}
        </button>
      </td>
    </tr>
  );
}

function Chosen({ version }: { version: number }) {
  const found = differences(setup.value, setupOfVersion(version));
  return (
    <div>
      {found.length === 0 ? (
        <p>version {version} is what holds now</p>
      ) : (
        <table class="sheet">
          <caption>what version {version} would change</caption>
          <tbody>
            {found.map(({ sensor, name, was, is }) => (
              <tr key={`${sensor} ${name}`}>
                <th scope="row">
                  {sensor || 'fusion'} {name}
                </th>
                <td>
                  {was ?? 'none'} → {is ?? 'none'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div class="row">
        <button type="button" disabled={found.length === 0} onClick={() => revert(version)}>
          go back to {version}
        </button>
        {unsaved.value.length > 0 && (
          <span>△ {unsaved.value.length} values that are not saved will be lost</span>
        )}
      </div>
    </div>
  );
}
