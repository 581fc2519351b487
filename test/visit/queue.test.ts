import { expect, test } from 'vitest';
import { VISIT_STEPS, type VisitStep } from '../../engine/show/ports.ts';
import { admission, MAX_VISITS } from '../../engine/visit/admission.ts';
import { lane } from '../../engine/visit/lanes.ts';
import { until } from '../tools/show.ts';
import { serve, visitForm } from '../web/server.ts';
import { generatorDouble } from './generator-double.ts';
import { house, request } from './house.ts';
import { memoryShow } from './memory-show.ts';

/** A job that ends when it is told to. */
function held() {
  let end = () => {};
  const job = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => job, end };
}

test('a lane knows places and, from the jobs so far, how long they take; whoever is first goes before all', async () => {
  let clock = 0;
  const one = lane(1, () => clock);
  const jobs = [held(), held(), held()];
  const order: string[] = [];
  const [a, b, c] = ['a', 'b', 'c'].map((key, i) =>
    one.run(jobs[i]!.run, { key, first: key === 'c' }).then(() => order.push(key)),
  );
  expect([one.place('a'), one.place('b'), one.place('c'), one.place('nobody')]).toEqual([0, 2, 1, 0]);
  clock = 400;
  jobs[0]!.end();
  await a;
  expect(one.place('b')).toBe(1);
  expect(one.waitMs(1)).toBe(400);
  expect(one.waitMs(3)).toBe(1200);
  jobs[2]!.end();
  await c;
  jobs[1]!.end();
  await b;
  expect(order).toEqual(['a', 'c', 'b']);
});

test('a visit passes its steps in order, and its ticket is forgotten with it', async () => {
  const { visits } = house({ generator: generatorDouble({ delayMs: 30 }) });
  const ticket = 'a-ticket-of-its-own';
  const seen = new Set<VisitStep>();
  const visit = visits.visit(await request({ ticket }));
  const watching = setInterval(() => {
    const progress = visits.progress(ticket);
    if (progress) seen.add(progress.step);
  }, 1);
  await visit;
  clearInterval(watching);
  const order = [...seen];
  expect(order).toEqual(VISIT_STEPS.filter((step) => seen.has(step)));
  expect(order).toContain('hybrid');
  expect(visits.progress(ticket)).toBeNull();
  await visits.stop();
});

test('whoever waits is told their place and a time, and nobody can take over a ticket', async () => {
  const { visits } = house({ generator: generatorDouble({ delayMs: 200 }) });
  await visits.visit(await request());
  const tickets = Array.from({ length: 8 }, (_, i) => `ticket-of-phone-${i}`);
  const all = await Promise.all(
    tickets.map(async (ticket) => visits.visit.bind(null, await request({ ticket }))),
  );
  const running = all.map((begin) => begin());
  await until(
    () => visits.progress(tickets[7]!)?.step === 'queue' && visits.progress(tickets[7]!)!.place > 2,
    'a queue',
  );
  const last = visits.progress(tickets[7]!)!;
  expect(last.place).toBeLessThanOrEqual(5);
  expect(last.waitMs).toBeGreaterThan(200);
  const other = visits.visit(await request({ ticket: tickets[7]!, name: 'Eve' }));
  expect((await Promise.all(running)).map(({ profile }) => profile.name)).toEqual(tickets.map(() => 'Ada'));
  expect((await other).profile.name).toBe('Eve');
  await visits.stop();
});

test('pages ask after their ticket; of an unknown one there is nothing to say', async () => {
  const { base, call } = await serve({ generator: generatorDouble({ delayMs: 300 }) });
  const ticket = 'fedcba9876543210';
  const sent = fetch(`${base}/api/visits?ticket=${ticket}`, { method: 'POST', body: await visitForm() });
  let found: unknown = null;
  await until(async () => {
    const { status, body } = await call('GET', `/api/visits/${ticket}`);
    if (status === 200) found = body;
    return found !== null;
  }, 'the progress');
  expect(found).toMatchObject({ step: expect.stringMatching(/photo|queue|hybrid|archive/), place: 0 });
  expect((await sent).status).toBe(201);
  expect((await call('GET', `/api/visits/${ticket}`)).status).toBe(204);
  expect((await call('GET', '/api/visits/short')).status).toBe(204);
});

test('however many phones are in the house, the booth is let in, once', async () => {
  const { stage } = memoryShow();
  const door = admission(stage);
  const phone = await request();
  for (let i = 0; i < MAX_VISITS; i++) door.enter(phone);
  expect(() => door.enter(phone)).toThrow('Too many visitors');
  stage.tell({ type: 'visit/begun', visit: 'v1', cause: 'button' });
  stage.tell({ type: 'phase/elapsed', visit: 'v1', phase: 'notice' });
  expect(door.enter({ ...phone, visit: 'v1' })).toBe('v1');
  expect(() => door.enter({ ...phone, visit: 'v1' })).toThrow('already reading');
});
