import { save, unsaved } from './calibration-orders.ts';
import { Earlier } from './earlier.tsx';
import { apply, proposals, proposedSetup } from './proposals.ts';
import { Proposals } from './proposed.tsx';
import { Recorder } from './recorder.tsx';
import { leadS, trouble } from './recording.ts';
import { Refused } from './refused.tsx';

/** From an uncalibrated room to thresholds that are kept: two recordings, apply, save. */
export function RecordSection() {
  return (
    <section id="record" aria-label="record">
      <h2>record</h2>
      <ol class="steps">
        <Recorder kind="empty" number={1} />
        <Recorder kind="occupied" number={2} />
        <li>
          <p>3. Look at what is proposed, try it on last night, and take it:</p>
          {proposals.value ? <Proposals /> : <p>○ both recordings are needed</p>}
          <div class="row">
            <button
              type="button"
              disabled={proposedSetup.value === null}
              onClick={() => apply(Object.keys(proposals.value ?? {}))}
            >
              apply all
            </button>
            <button type="button" disabled={unsaved.value.length === 0} onClick={() => save('record')}>
              save as a version
            </button>
            <output>
              {unsaved.value.length === 0 ? '✓ all saved' : `△ ${unsaved.value.length} not saved`}
            </output>
          </div>
        </li>
      </ol>
      <label class="row">
        seconds to walk before a recording
        <input
          type="number"
          min={0}
          max={60}
          value={leadS.value}
          onInput={(event) => {
            const given = event.currentTarget.valueAsNumber;
            leadS.value = given >= 0 && given <= 60 ? given : 5;
          }}
        />
      </label>
      <Earlier />
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <Refused section="record" />
    </section>
  );
}
