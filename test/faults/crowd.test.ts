import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { serve, visitForm } from '../web/server.ts';

const PHONES = 500;
const IDLERS = 300;

test('500 phones at once: each has its portrait or is asked to come again, nobody is lost, the wall is answered', {
  timeout: 120_000,
}, async () => {
  const { post, call, stage, library, errors } = await serve();
  const forms = await Promise.all(Array.from({ length: 20 }, (_, i) => visitForm({}, i * 18)));
  const start = performance.now();
  let slowest = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      const asked = performance.now();
      expect((await call('GET', '/api/state')).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const answers = await Promise.all(Array.from({ length: PHONES }, (_, i) => post(forms[i % forms.length]!)));
  over = true;
  await watching;
  const kept = answers.filter(({ status }) => status === 201);
  const busy = answers.filter(({ status, body }) => status === 503 && body.code === 'busy' && body.remedy);
  expect(kept.length + busy.length).toBe(PHONES);
  expect(kept.length).toBeGreaterThanOrEqual(48);
  for (const { body } of kept) expect(library.profile(body.code)?.id).toBe(body.creature.id);
  expect(errors).toEqual([]);
  expect(stage.state().faults).toEqual([]);
  const again = performance.now();
  expect((await post(forms[0]!)).status).toBe(201);
  const ms = (from: number) => Math.round(performance.now() - from);
  console.log(
    `${kept.length} of ${PHONES} portraits, ${busy.length} asked to wait, in ${ms(start)} ms; the state within ${Math.round(slowest)} ms; the next phone within ${ms(again)} ms`,
  );
});

/** A client that says a byte now and then and never ends. */
function loris(port: number, head: string): Promise<{ socket: Socket; ended: Promise<number> }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      const drip = setInterval(() => socket.write('a'), 500);
      const ended = new Promise<number>((close) => {
        socket.once('close', () => {
          clearInterval(drip);
          close(performance.now() - start);
        });
      });
      resolve({ socket, ended });
    });
    socket.on('error', reject).resume();
  });
}

test(`${IDLERS} connections that never end their request: everybody else is served, and they are hung up on`, {
  timeout: 60_000,
}, async () => {
  const { port, call, post, errors } = await serve();
  const heads = [
    'GET /api/state HTTP/1.1\r\nHost: localhost\r\nX-A: ',
    'POST /api/visits HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nX-B: ',
  ];
  const clients = await Promise.all(Array.from({ length: IDLERS }, (_, i) => loris(port, heads[i % 2]!)));
  const start = performance.now();
  expect((await call('GET', '/health')).status).toBe(200);
  expect((await post(await visitForm())).status).toBe(201);
  const servedMs = performance.now() - start;
  const ended = await Promise.all(clients.map((client) => client.ended));
  console.log(
    `served within ${Math.round(servedMs)} ms among ${IDLERS} slow ones; the last is hung up on after ${Math.round(Math.max(...ended))} ms`,
  );
  expect(servedMs).toBeLessThan(5000);
  expect(Math.max(...ended)).toBeLessThan(30_000);
  expect(errors).toEqual([]);
});
