import { expect, test } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { BIRTH_LEAD_MS } from '../../engine/show/inbetween.ts';
import type { Seen } from '../../engine/show/seen.ts';
import { afterEvent, afterSeen, type Run } from '../../sketch/calibrate/latency.ts';
import { latencyVerdict, stagesOf } from '../../sketch/calibrate/latency-stages.ts';

const START = 1_700_000_000_000;
type Told = Event | Seen;

const press: Event = { type: 'button/pressed', button: 'board' };
const begun: Event = { type: 'visit/begun', visit: 'v', cause: 'button' };
const noticed: Event = { type: 'phase/elapsed', visit: 'v', phase: 'notice' };
const captured: Event = { type: 'selfie/captured', visit: 'v' };
const profile: Event = { type: 'profile/born', visit: 'v', creature: 7, name: '' };
const mix = { parentA: 1, parentB: 2, generation: 3, human: 1, machine: 0, cell: 0 };
const born = (slot: number): Event => ({ type: 'creature/born', creature: 7, slot, ...mix });
const seen = (what: Seen['what'], creature = 7): Omit<Seen, 'at'> => ({ what, creature });

/** What was told, each with its ms after the press. */
type Story = [number, Told | Omit<Seen, 'at'>][];

function told(story: Story): Run {
  let run: Run | null = null;
  for (const [afterMs, one] of story) {
    const at = START + afterMs;
    if ('type' in one) run = afterEvent(run, one, at);
    else if (run) run = afterSeen(run, { ...one, at });
  }
  return run!;
}

const WHOLE: Story = [
  [0, press],
  [4, begun],
  [5000, noticed],
  [5600, seen('camera', 0)],
  [20_000, captured],
  [21_500, profile],
  [21_500, born(3)],
  [21_530, seen('heard')],
  [21_500 + BIRTH_LEAD_MS + 33.4, seen('drawn')],
];
const verdicts = (story: Story, nowMs: number) =>
  stagesOf(told(story), START + nowMs).map(({ verdict }) => verdict);
const saysOf = (story: Story, nowMs: number) => stagesOf(told(story), START + nowMs).find(({ says }) => says);

test('every stage of a whole way, in ms', () => {
  const stages = stagesOf(told(WHOLE), START + 30_000);
  expect(stages.map(({ ms }) => ms)).toEqual([4, 600, 14_400, 1500, 33, 30]);
  expect(stages.map(({ budgetMs }) => budgetMs)).toEqual([25, null, null, 3000, 100, 100]);
  expect(latencyVerdict(stages)).toBe('pass');
});

test.each<[string, Story, number, number, string]>([
  [
    'the engine is slow',
    [
      [0, press],
      [26, begun],
    ],
    100,
    0,
    'late',
  ],
  [
    'a budget is kept to the ms',
    [
      [0, press],
      [25, begun],
    ],
    100,
    0,
    'in time',
  ],
  ['no visit yet', [[0, press]], 900, 0, 'waits'],
  ['no visit', [[0, press]], 1001, 0, 'missing'],
  ['the notice is read', WHOLE.slice(0, 2), 4000, 1, 'not reached'],
  ['a booth opens its camera', WHOLE.slice(0, 3), 9000, 1, 'waits'],
  ['no booth', WHOLE.slice(0, 3), 13_001, 1, 'missing'],
  ['a booth without a camera', [...WHOLE.slice(0, 3), [5100, seen('blind', 0)]], 5200, 1, 'missing'],
  ['a visitor takes their time', WHOLE.slice(0, 4), 90_000, 2, 'waits'],
  ['the networks are slow', [...WHOLE.slice(0, 5), [23_001, profile]], 24_000, 3, 'late'],
  ['no wall yet', WHOLE.slice(0, 7), 22_000, 4, 'waits'],
  ['no wall', WHOLE.slice(0, 7), 26_751, 4, 'missing'],
  ['the wall is slow', [...WHOLE.slice(0, 7), [21_851, seen('drawn')]], 22_000, 4, 'late'],
  ['another portrait was drawn', [...WHOLE.slice(0, 7), [21_800, seen('drawn', 8)]], 22_000, 4, 'waits'],
  ['the first of two windows counts', [...WHOLE, [29_000, seen('drawn')]], 30_000, 4, 'in time'],
  ['no sound yet', WHOLE.slice(0, 7), 22_000, 5, 'waits'],
  ['the sound is off', [...WHOLE.slice(0, 7), [21_510, seen('silent')]], 21_600, 5, 'missing'],
  ['the sound is slow', [...WHOLE.slice(0, 7), [21_601, seen('heard')]], 21_700, 5, 'late'],
])('%s', (_, story, nowMs, stage, verdict) => {
  expect(verdicts(story, nowMs)[stage]).toBe(verdict);
});

test('what is missing is named', () => {
  expect(saysOf(WHOLE.slice(0, 3), 14_000)?.says).toMatch(/no booth is open/);
  expect(saysOf(WHOLE.slice(0, 7), 30_000)?.says).toMatch(/no wall is open/);
  expect(saysOf([...WHOLE.slice(0, 6), [21_500, born(-1)]], 30_000)?.says).toMatch(/consent to the wall/);
  const left: Story = [...WHOLE.slice(0, 4), [9000, { type: 'visit/cancelled', visit: 'v', cause: 'left' }]];
  expect(saysOf(left, 9100)?.says).toBe('cancelled: left');
  expect(latencyVerdict(stagesOf(told(left), START + 9100))).toBe('fail');
  expect(latencyVerdict(stagesOf(told(WHOLE.slice(0, 4)), START + 9100))).toBeNull();
});

test("another's visit, another press and what is told too early change nothing", () => {
  expect(afterEvent(null, begun, START)).toBeNull();
  const run = told(WHOLE.slice(0, 2));
  for (const event of [press, { ...begun, visit: 'w' }, { ...captured, visit: 'w' }, born(1)])
    expect(afterEvent(run, event, START + 50)).toEqual(run);
  expect(afterSeen(run, { ...seen('camera', 0), at: START + 50 })).toEqual(run);
  const phone = { ...begun, cause: 'phone' };
  expect(afterEvent(told([[0, press]]), phone, START + 1)?.visit).toBeNull();
});
