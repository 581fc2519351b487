import type { Proposal } from '../../engine/show/sensing/propose.ts';
import { thresholdNames } from '../../engine/show/sensing/thresholds.ts';
import { setup } from './calibration-orders.ts';
import { apply, proposals } from './proposals.ts';

/** What is proposed for each sensor, against what holds now, and what it promises. */
export function Proposals() {
  return (
    <>
      {Object.entries(proposals.value ?? {}).map(([sensor, proposal]) => (
        <article key={sensor} aria-label={`proposed for ${sensor}`}>
          <h3>
            {proposal.ok ? '✓' : '▲'} {sensor}
          </h3>
          <p>{proposal.sentence}</p>
          {proposal.ok && <Values sensor={sensor} proposal={proposal} />}
        </article>
      ))}
    </>
  );
}

function Values({ sensor, proposal }: { sensor: string; proposal: Proposal & { ok: true } }) {
  const now = setup.value.sensors[sensor];
  const { predicted, thresholds } = proposal;
  const names = thresholdNames.filter((name) => name !== 'weight');
  return (
    <>
      <table>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">now</th>
            {names.map((name) => (
              <td key={name}>{now?.[name]}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">proposed</th>
            {names.map((name) => (
              <td key={name}>
                {thresholds[name]}
                {now?.[name] === thresholds[name] ? '' : ' ◂'}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <div class="row">
        <output>
          false {predicted.falsePerHour.toFixed(1)} an hour (at most {Math.ceil(predicted.falsePerHourAtMost)}
          ), missed {predicted.missedPerHour.toFixed(1)} an hour
        </output>
        <button type="button" onClick={() => apply([sensor])}>
          apply to {sensor}
        </button>
      </div>
    </>
  );
}
