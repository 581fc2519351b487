import { expect, test } from 'vitest';
import { startHours } from '../../engine/hours.ts';
import { nightLook } from '../../engine/show/sleep.ts';
import { until } from '../tools/show.ts';
import { memoryShow } from '../visit/memory-show.ts';
import { serve, visitForm } from './server.ts';

const DAY_MS = 86_400_000;
const EVENING = new Date('2027-03-02T18:00').getTime();
const hours = {
  open: '10:00',
  close: '18:00',
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as ('mon' | 'tue')[],
  except: {},
  restart: '04:30',
  look: nightLook,
};

test('the desk sends the show to sleep and wakes it; phones are told so meanwhile', async () => {
  const { call, post, stage } = await serve();
  const slept = await call('POST', '/api/sleep', { on: true });
  expect(slept.body.events).toEqual([{ type: 'show/slept', until: '', cause: 'hand' }]);
  expect(stage.state().sleep).toMatchObject({ asleep: true, byHand: true });
  expect((await call('GET', '/health')).body).toMatchObject({ asleep: true, until: '' });
  expect((await call('GET', '/metrics')).text).toContain('mishmash_asleep 1');
  const refused = await post(await visitForm());
  expect(refused).toMatchObject({ status: 503, body: { code: 'asleep', message: 'The machine is asleep.' } });
  expect(stage.state().visits).toBe(0);
  await call('POST', '/api/sleep', { on: false });
  expect((await post(await visitForm())).status).toBe(201);
  expect((await call('POST', '/api/sleep', { on: 'yes' })).body).toMatchObject({ code: 'bad-body' });
});

test('the hours put a show to sleep and wake it; it starts anew once, asleep, with nobody there', async () => {
  let now = EVENING - 1000;
  let restarts = 0;
  const { stage } = memoryShow({ now: () => now, opening: { hours } });
  const edge = startHours(stage, { hours, restart: () => void restarts++, everyMs: 5 });
  const asleep = (is: boolean) => until(() => stage.state().sleep.asleep === is, `asleep: ${is}`);
  try {
    expect(edge.health().detail).toBe('Awake until 2027-03-02T18:00.');
    stage.tell({ type: 'button/pressed', button: 'big' });
    stage.tell({ type: 'visit/begun', visit: 'late', cause: 'button' });
    now = EVENING;
    expect(stage.state().sleep.asleep).toBe(false);
    stage.tell({ type: 'visit/ended', visit: 'late' });
    await asleep(true);
    expect(edge.health().detail).toBe('Asleep until 2027-03-03T10:00.');
    expect(restarts).toBe(0);
    now = EVENING + 11 * 3_600_000;
    await until(() => restarts > 0, 'the restart');
    now = EVENING + 16 * 3_600_000;
    await asleep(false);
    now = EVENING + DAY_MS;
    await asleep(true);
    expect(restarts).toBe(1);
  } finally {
    await edge.stop();
  }
});

test('where nobody would start it again nothing ends', async () => {
  let now = EVENING;
  const { stage } = memoryShow({ now: () => now, opening: { hours } });
  const edge = startHours(stage, { hours, restart: null, everyMs: 5 });
  await until(() => stage.state().sleep.asleep, 'sleep');
  now = EVENING + 16 * 3_600_000;
  await until(() => !stage.state().sleep.asleep, 'the morning');
  await edge.stop();
});
