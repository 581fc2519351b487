import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serve } from './server.ts';

/** A client that collects what it hears. */
async function listen(port: number, headers: Record<string, string> = {}, path = '/api/live') {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  const texts: { revision?: number; event?: { type: string }; refused?: { code: string }; trace?: object }[] =
    [];
  const frames: Buffer[] = [];
  const wakes: (() => void)[] = [];
  let closed = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) frames.push(data);
    else texts.push(JSON.parse(data.toString()));
    for (const wake of wakes.splice(0)) wake();
  });
  socket.on('close', (code) => {
    closed = code;
    for (const wake of wakes.splice(0)) wake();
  });
  await new Promise((open, fail) => socket.on('open', open).on('error', fail));
  return {
    socket,
    texts,
    frames,
    say: (data: unknown) => socket.send(typeof data === 'string' ? data : JSON.stringify(data)),
    /** Resolves when `done` holds; the test's own timeout is the limit. */
    async until(done: () => boolean) {
      while (!done()) await new Promise<void>((wake) => wakes.push(wake));
    },
    closed: () => closed,
  };
}

const press = { type: 'button/pressed', button: 'screen' };

describe('the live socket', () => {
  test('tells every event with its number, without a gap', async () => {
    const { stage, port } = await serve();
    const page = await listen(port);
    const from = stage.revision;
    for (let i = 0; i < 50; i++) stage.tell({ type: 'blackout/set', on: i % 2 });
    await page.until(() => page.texts.length === 50);
    expect(page.texts.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 50 }, (_, i) => from + i + 1),
    );
    expect(page.texts[0]?.event).toEqual({ type: 'blackout/set', on: 0 });
  });

  test('takes the events a page may raise, when they can be true', async () => {
    const { stage, port } = await serve();
    const page = await listen(port);
    page.say({ type: 'presence/entered', sensor: 'page', distanceCm: 90 });
    await page.until(() => page.texts.some(({ event }) => event?.type === 'visit/begun'));
    expect(stage.state()).toMatchObject({ phase: 'notice', present: { page: 90 } });
    const { visit } = stage.state().visit!;
    page.say({ type: 'visit/cancelled', visit, cause: 'left' });
    await page.until(() => page.texts.some(({ event }) => event?.type === 'visit/cancelled'));
    expect(stage.state().visit).toBeNull();
  });

  test.each([
    ['an event of the engine', { type: 'creature/died', creature: 1, slot: 0 }],
    ['a field too many', { ...press, more: 1 }],
    ['a field of the wrong kind', { type: 'button/pressed', button: 5 }],
    ['a selfie of a visit that does not run', { type: 'selfie/captured', visit: 'x' }],
    ['a departure of nobody', { type: 'presence/left', sensor: 'page' }],
    ['a name that is no name', { type: 'presence/entered', sensor: '__proto__', distanceCm: 1 }],
    ['a distance that is none', { type: 'presence/entered', sensor: 'page', distanceCm: -1 }],
    ['no JSON', '{'],
    ['a number', '5'],
    ['a stream that does not exist', { want: ['everything'] }],
  ])('refuses %s and goes on', async (_, said) => {
    const { stage, port } = await serve();
    const page = await listen(port);
    const { revision } = stage;
    page.say(said);
    await page.until(() => page.texts.length > 0);
    expect(page.texts[0]?.refused?.code).toBe('not-now');
    expect(stage.revision).toBe(revision);
    page.say(press);
    await page.until(() => page.texts.some(({ event }) => event?.type === 'button/pressed'));
  });

  test('sends frames and traces to those that asked', async () => {
    const { stage, port } = await serve();
    const [keen, idle] = [await listen(port), await listen(port)];
    keen.say({ want: ['frames', 'traces'] });
    keen.say(press);
    await keen.until(() => keen.texts.some(({ event }) => event?.type === 'button/pressed'));
    stage.frame('slot/3', Uint8Array.of(1, 2, 3));
    stage.trace('door', 81.5);
    await keen.until(() => keen.frames.length === 1 && keen.texts.some(({ trace }) => trace));
    const [frame] = keen.frames;
    expect(frame![0]).toBe(6);
    expect(frame!.toString('utf8', 1, 7)).toBe('slot/3');
    expect([...frame!.subarray(7)]).toEqual([1, 2, 3]);
    expect(keen.texts.at(-1)).toMatchObject({ trace: { sensor: 'door', value: 81.5 } });
    expect(idle.frames).toEqual([]);
  });

  test('a page that talks without pause or says too much is hung up on', async () => {
    const { port, call } = await serve();
    const chatty = await listen(port);
    for (let i = 0; i < 200; i++) chatty.say('{}');
    await chatty.until(() => chatty.closed() !== 0);
    expect(chatty.closed()).toBe(1008);
    const long = await listen(port);
    long.say('x'.repeat(100_000));
    await long.until(() => long.closed() !== 0);
    expect(long.closed()).toBe(1009);
    expect((await call('GET', '/health')).status).toBe(200);
  });

  test('a reader that does not read is dropped, the others hear everything', async () => {
    const { stage, port, web } = await serve();
    const [slow, quick] = [await listen(port), await listen(port)];
    slow.socket.pause();
    const cause = 'x'.repeat(200);
    let told = 0;
    while (web.health().figures.readers === 2 && told < 200_000) {
      for (let i = 0; i < 500; i++) stage.tell({ type: 'device/lost', device: 'd', cause });
      told += 500;
      await quick.until(() => quick.texts.length === told);
    }
    expect(web.health().figures.readers).toBe(1);
    slow.socket.terminate();
  });
});

describe('from afar', () => {
  const proxied = { 'x-forwarded-for': '192.168.1.77' };

  test('pages listen but raise nothing until they give the PIN', async () => {
    const { stage, port } = await serve({ pin: '2718' });
    const page = await listen(port, proxied);
    page.say(press);
    page.say({ pin: '9999' });
    await page.until(() => page.texts.length === 2);
    expect(page.texts.map(({ refused }) => refused?.code)).toEqual(['not-the-booth', 'pin-wrong']);
    expect(stage.state().visit).toBeNull();
    page.say({ pin: '2718' });
    page.say(press);
    await page.until(() => page.texts.some(({ event }) => event?.type === 'button/pressed'));
  });

  test('other origins, hosts and addresses get no socket', async () => {
    const { port } = await serve();
    await expect(listen(port, { origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(listen(port, { host: 'evil.example' })).rejects.toThrow('421');
    await expect(listen(port, {}, '/api/other')).rejects.toThrow('404');
    await listen(port, { origin: `http://127.0.0.1:${port}` });
  });
});
