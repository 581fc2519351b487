import { expect, test } from 'vitest';
import { calendar } from '../../engine/calendar.ts';
import { panicFacts } from '../../engine/show/desk-told.ts';
import { effects } from '../../engine/show/effects.ts';
import type { Event } from '../../engine/show/events.ts';
import type { Hours } from '../../engine/show/hours.ts';
import { reduce } from '../../engine/show/reduce.ts';
import { isMorphing, paramsAt } from '../../engine/show/scenes.ts';
import { DROWSY_MS, nightLook, restartDue, sleepDue } from '../../engine/show/sleep.ts';
import { initialState, type State } from '../../engine/show/state.ts';

const hours: Hours = {
  open: '10:00',
  close: '18:00',
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  except: {},
};
const at = (local: string) => new Date(local).getTime();
const evening = at('2027-03-02T18:00');
const start: State = {
  ...initialState({
    show: 'test',
    aspect: 1,
    params: { tempo: 2, brightness: 0.9, volume: 0.5 },
    scenes: { storm: { tempo: 7 } },
    cues: {},
    times: { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 },
    begin: 'both',
    hours,
  }),
  open: true,
};
const told = (state: State, when: number, ...events: Event[]) =>
  events.reduce((now, event) => reduce(now, event, when), state);
/** What the hours say each minute from one time to another. */
function lived(state: State, from: string, to: string): { state: State; facts: string[] } {
  const facts: string[] = [];
  for (let now = at(from); now <= at(to); now += 60_000) {
    const due = sleepDue(calendar, state.hours, state.sleep, state.visit !== null, now);
    if (!due) continue;
    facts.push(`${due.type} ${new Date(now).getHours()}`);
    state = reduce(state, due, now);
  }
  return { state, facts };
}

test('three days are three mornings and evenings', () => {
  expect(lived(start, '2027-03-02T12:00', '2027-03-04T20:00').facts).toEqual([
    'show/slept 18',
    'show/woke 10',
    'show/slept 18',
    'show/woke 10',
    'show/slept 18',
  ]);
});

test('what somebody has decided holds until the hours change next', () => {
  const woken = told(lived(start, '2027-03-02T18:00', '2027-03-02T19:00').state, at('2027-03-02T19:00'), {
    type: 'show/woke',
    cause: 'hand',
  });
  expect(lived(woken, '2027-03-02T19:00', '2027-03-03T17:59').facts).toEqual([]);
  expect(lived(woken, '2027-03-02T19:00', '2027-03-03T20:00').facts).toEqual(['show/slept 18']);
  const laid = told(start, at('2027-03-02T12:00'), { type: 'show/slept', until: '', cause: 'hand' });
  expect(lived(laid, '2027-03-02T12:00', '2027-03-03T12:00').facts).toEqual(['show/woke 10']);
  const never = { ...laid, hours: null };
  expect(lived(never, '2027-03-02T12:00', '2027-03-05T12:00').facts).toEqual([]);
});

test('who is there is not sent to sleep; hours that are taken away wake the show', () => {
  expect(sleepDue(calendar, hours, start.sleep, true, evening)).toBeNull();
  expect(sleepDue(calendar, hours, start.sleep, false, evening)).toEqual({
    type: 'show/slept',
    until: '2027-03-03T10:00',
    cause: 'hours',
  });
  const { sleep } = lived(start, '2027-03-02T18:00', '2027-03-02T18:00').state;
  expect(sleepDue(calendar, null, sleep, false, evening + 1)).toEqual({ type: 'show/woke', cause: 'hours' });
});

test('asleep it is dim, silent and bears nothing; it wakes with the look it had, and with what was turned', () => {
  const slept = told(start, evening, { type: 'show/slept', until: '', cause: 'hours' });
  expect(paramsAt(slept, evening)).toEqual(start.params);
  const half = paramsAt(slept, evening + DROWSY_MS / 2);
  expect(half.brightness).toBeCloseTo((0.9 + nightLook.brightness) / 2, 5);
  expect(isMorphing(slept, evening + DROWSY_MS / 2)).toBe(true);
  expect(paramsAt(slept, evening + DROWSY_MS)).toMatchObject({ ...nightLook, attract: 0 });
  expect(isMorphing(slept, evening + DROWSY_MS)).toBe(false);
  const night = evening + 3_600_000;
  const turned = told(
    slept,
    night,
    { type: 'param/turned', param: 'volume', value: 0.2 },
    { type: 'scene/recalled', scene: 'storm', morphMs: 0 },
    { type: 'scene/saved', scene: 'made asleep' },
  );
  expect(paramsAt(turned, night)).toMatchObject({ tempo: 0, volume: 0 });
  expect(turned.scenes['made asleep']).toMatchObject({ tempo: 7, brightness: 0.9, volume: 0.2 });
  const morning = evening + 57_600_000;
  const woken = told(turned, morning, { type: 'show/woke', cause: 'hours' });
  expect(paramsAt(woken, morning)).toMatchObject({ brightness: nightLook.brightness });
  expect(paramsAt(woken, morning + DROWSY_MS)).toEqual({ ...start.params, tempo: 7, volume: 0.2 });
});

test('no visit begins asleep; one that runs goes on', () => {
  const press: Event = { type: 'button/pressed', button: 'big' };
  const near: Event = { type: 'presence/entered', sensor: 'door', distanceCm: 50 };
  const slept = told(start, evening, { type: 'show/slept', until: '', cause: 'hours' });
  for (const event of [press, near]) {
    expect(effects(start, event, reduce(start, event, 1))).toHaveLength(1);
    expect(effects(slept, event, reduce(slept, event, 1))).toEqual([]);
  }
  const visited = told(start, evening, { type: 'visit/begun', visit: 'v', cause: 'button' });
  const both = told(visited, evening, { type: 'show/slept', until: '', cause: 'hand' });
  expect(effects(both, press, both)).toEqual([{ type: 'hurry-visit', visit: 'v' }]);
});

test('panic wakes', () => {
  const slept = told(start, evening, { type: 'show/slept', until: '', cause: 'hours' });
  expect(told(slept, evening, ...panicFacts(slept)).sleep.asleep).toBe(false);
});

test.each([
  ['due', '04:30', true, false, '2027-03-02T12:00', '2027-03-03T04:30', true],
  ['not yet', '04:30', true, false, '2027-03-02T12:00', '2027-03-03T04:29', false],
  ['done', '04:30', true, false, '2027-03-03T04:31', '2027-03-03T04:40', false],
  ['awake', '04:30', false, false, '2027-03-02T12:00', '2027-03-03T04:30', false],
  ['somebody is there', '04:30', true, true, '2027-03-02T12:00', '2027-03-03T04:30', false],
  ['made up for', '04:30', true, false, '2027-03-02T12:00', '2027-03-03T06:29', true],
  ['too late', '04:30', true, false, '2027-03-02T12:00', '2027-03-03T06:30', false],
  ['never', null, true, false, '2027-03-02T12:00', '2027-03-03T04:30', false],
])('a restart, %s', (_, restart, asleep, visiting, started, now, due) => {
  expect(restartDue(calendar, restart, { ...start.sleep, asleep }, visiting, at(started), at(now))).toBe(due);
});
