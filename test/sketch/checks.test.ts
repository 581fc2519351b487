import { expect, test } from 'vitest';
import { LAMPS } from '../../engine/show/lamp.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { type Facts, hasFailed, selfTest } from '../../sketch/calibrate/checks.ts';
import type { LatencyStage, StageVerdict } from '../../sketch/calibrate/latency-stages.ts';

const NOW = 1_700_000_000_000;
const door = { nearCm: 90, farCm: 110, dwellMs: 1200, leaveMs: 3000, marginCm: 0, weight: 1 };
const config = { sensors: { door }, fusion: ANY };

const walked = (verdict: StageVerdict): LatencyStage[] => [
  { what: 'press to visit begun', ms: 3, budgetMs: 25, verdict: 'in time', says: '' },
  { what: 'birth to sound begun', ms: 40, budgetMs: 100, verdict, says: '' },
];

const fine: Facts = {
  state: {
    devices: { board: { state: 'real', cause: '' } },
    faults: [],
    calibration: {
      kinds: { door: 'ultrasonic' },
      config,
      set: { sensors: {}, fusion: null },
      baselines: {},
      versions: [],
      current: 2,
    },
    projections: { '1x1@0,0': {} as Facts['state']['projections'][string] },
  },
  heardAt: { door: NOW - 300 },
  now: NOW,
  unsaved: 0,
  presses: 3,
  camera: { permission: 'granted', count: 1 },
  framed: true,
  lamp: Object.fromEntries(LAMPS.map((pattern) => [pattern, true])),
  latency: walked('in time'),
  oscFailed: 0,
  down: [],
};

const withState = (more: Partial<Facts['state']>): Partial<Facts> => ({ state: { ...fine.state, ...more } });
const fault = (code: string, where: string) => withState({ faults: [{ code, where, since: NOW }] });

test('where everything is well only hands and ears are left', () => {
  const checks = selfTest(fine);
  expect(hasFailed(checks)).toBe(false);
  expect(checks.filter(({ verdict }) => verdict === 'by hand').map(({ what }) => what)).toEqual(['sound']);
});

test.each<[string, Partial<Facts>, string]>([
  ['device board', withState({ devices: { board: { state: 'lost', cause: 'unplugged' } } }), 'fail'],
  ['device board', withState({ devices: { board: { state: 'sim', cause: '' } } }), 'by hand'],
  ['sensor door', { heardAt: {} }, 'fail'],
  ['sensor door', { heardAt: { door: NOW - 2001 } }, 'fail'],
  ['sensor door', { heardAt: { door: NOW + 20 } }, 'pass'],
  ['thresholds saved', { unsaved: 1 }, 'fail'],
  ['thresholds saved', withState({ calibration: { ...fine.state.calibration, current: 0 } }), 'fail'],
  ['no drift', fault('sensor-drifted', 'door'), 'fail'],
  ['no other faults', fault('sensor-drifted', 'door'), 'pass'],
  ['no other faults', fault('disk-full', ''), 'fail'],
  ['engine', { down: ['archive: The disk is full.'] }, 'fail'],
  ['OSC', { oscFailed: 4 }, 'fail'],
  ['OSC', { oscFailed: null }, 'pass'],
  ['camera', { camera: { permission: 'granted', count: 0 } }, 'fail'],
  ['camera permission', { camera: { permission: 'prompt', count: 1 } }, 'by hand'],
  ['projection corners', withState({ projections: {} }), 'by hand'],
  ['button', { presses: 0 }, 'by hand'],
  ['camera framing', { framed: null }, 'by hand'],
  ['camera framing', { framed: false }, 'by hand'],
  ['lamp', { lamp: {} }, 'by hand'],
  ['lamp', { lamp: { breathe: true } }, 'by hand'],
  ['lamp', { lamp: { breathe: false } }, 'fail'],
  ['latency', { latency: null }, 'by hand'],
  ['latency', { latency: walked('waits') }, 'by hand'],
  ['latency', { latency: walked('late') }, 'fail'],
  ['latency', { latency: walked('missing') }, 'fail'],
])('%s with %j: %s', (what, more, verdict) => {
  expect(selfTest({ ...fine, ...more }).find((one) => one.what === what)?.verdict).toBe(verdict);
});
