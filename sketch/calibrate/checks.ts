import type { DeviceState, State } from '../../engine/show/state.ts';
import { type LampAnswers, lampVerdict } from './lamp-check.ts';
import { type LatencyStage, latencyVerdict } from './latency-stages.ts';
import { SILENT_MS } from './plot-data.ts';

export type Verdict = 'pass' | 'fail' | 'by hand';

/** One line of the sheet. */
export interface Check {
  what: string;
  verdict: Verdict;
  says: string;
}

/** What can be known without walking through the room. */
export interface Facts {
  state: Pick<State, 'devices' | 'faults' | 'calibration' | 'projections'>;
  /** When each sensor last told something, in ms since 1970. */
  heardAt: Readonly<Record<string, number>>;
  now: number;
  unsaved: number;
  presses: number;
  camera: { permission: string; count: number };
  /** Whether a face was framed well and well lit; null = nobody has looked through the camera. */
  framed: boolean | null;
  /** What was seen of the lamp. */
  lamp: LampAnswers;
  /** The last way from a press to the sound; null = none was measured. */
  latency: readonly LatencyStage[] | null;
  /** How many messages of OSC could not be sent; null = OSC is off. */
  oscFailed: number | null;
  /** Parts of the health that are down, with their sentence. */
  down: readonly string[];
}

/** The sheet: everything a machine can check of the installation, and what is left for a hand. */
export function selfTest(facts: Facts): Check[] {
  const { state, camera } = facts;
  const { current, config } = state.calibration;
  const drifted = state.faults.filter(({ code }) => code === 'sensor-drifted').map(({ where }) => where);
  const others = state.faults.filter(({ code }) => code !== 'sensor-drifted').map(({ code }) => code);
  const parts = Object.keys(state.projections).length;
  return [
    ...Object.entries(state.devices).map(([name, device]) => deviceCheck(name, device)),
    ...Object.keys(config.sensors).map((sensor) => sensorCheck(sensor, facts)),
    check('thresholds saved', current > 0 && facts.unsaved === 0, savedWords(current, facts.unsaved)),
    check('no drift', drifted.length === 0, drifted.join(', ') || 'every empty room is as it was'),
    check('no other faults', others.length === 0, others.join(', ') || 'none'),
    check('engine', facts.down.length === 0, facts.down.join(' ') || 'every part is up'),
    check(
      'OSC',
      facts.oscFailed === 0 || facts.oscFailed === null,
      facts.oscFailed === null ? 'off' : `${facts.oscFailed} messages could not be sent`,
    ),
    check('camera', camera.count > 0, cameraWords(camera)),
    hand('camera permission', camera.permission === 'granted', `${camera.permission} in this browser`),
    hand('camera framing', facts.framed === true, framedWords(facts.framed)),
    hand('projection corners', parts > 0, parts > 0 ? `${parts} parts lined up` : 'nobody set them'),
    hand('button', facts.presses > 0, facts.presses > 0 ? `${facts.presses} presses heard` : 'press it once'),
    lampCheck(facts.lamp),
    latencyCheck(facts.latency),
    { what: 'sound', verdict: 'by hand', says: 'listen to a birth at the wall' },
  ];
}

/** Whether something failed. */
export function hasFailed(checks: readonly Check[]): boolean {
  return checks.some(({ verdict }) => verdict === 'fail');
}

function check(what: string, passed: boolean, says: string): Check {
  return { what, verdict: passed ? 'pass' : 'fail', says };
}

/** What may be right though the machine cannot tell. */
function hand(what: string, passed: boolean, says: string): Check {
  return { what, verdict: passed ? 'pass' : 'by hand', says };
}

function deviceCheck(name: string, { state, cause }: DeviceState): Check {
  const what = `device ${name}`;
  if (state === 'lost') return check(what, false, `missing: ${cause}`);
  return state === 'sim' ? hand(what, false, 'simulated') : check(what, true, 'linked');
}

function sensorCheck(sensor: string, { heardAt, now }: Facts): Check {
  const last = heardAt[sensor];
  const what = `sensor ${sensor}`;
  if (last === undefined) return check(what, false, 'told nothing since this page was opened');
  const seconds = Math.max(0, (now - last) / 1000).toFixed(1);
  return check(what, now - last <= SILENT_MS, `told something ${seconds} s ago`);
}

function savedWords(current: number, unsaved: number): string {
  if (unsaved > 0) return `${unsaved} values are not saved`;
  return current > 0 ? `version ${current}` : 'still those of show-config.json';
}

function cameraWords({ count }: Facts['camera']): string {
  return count === 0
    ? 'none at this machine; open this page on the one of the booth'
    : `${count} at this machine`;
}

function framedWords(framed: boolean | null): string {
  if (framed === null) return 'look through the camera once, under camera';
  return framed ? 'a face was framed and well lit' : 'no face was framed and well lit yet';
}

function lampCheck(answers: LampAnswers): Check {
  const { passed, says } = lampVerdict(answers);
  return passed === null ? hand('lamp', false, says) : check('lamp', passed, says);
}

function latencyCheck(stages: readonly LatencyStage[] | null): Check {
  const verdict = stages && latencyVerdict(stages);
  if (!stages || !verdict)
    return hand('latency', false, 'walk from a press to the sound once, under latency');
  const figures = stages.flatMap(({ what, ms, verdict, says }) => {
    if (verdict === 'missing') return [`${what}: ${says}`];
    return ms === null ? [] : [`${what} ${ms} ms${verdict === 'late' ? ' (late)' : ''}`];
  });
  return check('latency', verdict === 'pass', figures.join('; '));
}
