import { describe, expect, test } from 'vitest';
import { until } from '../tools/show.ts';
import { listen } from './listen.ts';
import { serve } from './server.ts';

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
    [
      'a fault that is the engine’s to tell',
      { type: 'fault/raised', code: 'archive-failed', where: 'booth' },
    ],
    ['the end of a fault that is none', { type: 'fault/cleared', code: 'wall-blind', where: '1x1@0,0' }],
    ['a booth that takes a visit which does not run', { type: 'visit/claimed', visit: 'x', booth: '1' }],
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

  test('takes a page’s own faults, a few, once each, and their end; of two booths the first has the visit', async () => {
    const { stage, port } = await serve();
    const page = await listen(port);
    const fault = (i: number) => ({ type: 'fault/raised', code: 'wall-blind', where: `1x1@0,${i}` });
    for (let i = 0; i < 20; i++) page.say(fault(i % 18));
    await page.until(() => page.texts.filter(({ refused }) => refused).length === 4);
    expect(stage.state().faults).toHaveLength(16);
    page.say({ ...fault(3), type: 'fault/cleared' });
    await page.until(() => stage.state().faults.length === 15);
    page.say(press);
    await page.until(() => stage.state().visit !== null);
    const { visit } = stage.state().visit!;
    page.say({ type: 'visit/claimed', visit, booth: 'left' });
    page.say({ type: 'visit/claimed', visit, booth: 'right' });
    await page.until(() => page.texts.filter(({ refused }) => refused).length === 5);
    expect(stage.state().visit!.booth).toBe('left');
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

  test('frames are wanted only while a page has asked and not left', async () => {
    const { stage, port } = await serve();
    const [first, second] = [await listen(port), await listen(port)];
    const wanted = (expected: boolean) => until(() => stage.framesWanted() === expected, String(expected));
    expect(stage.framesWanted()).toBe(false);
    first.say({ want: ['frames'] });
    await wanted(true);
    first.say({ want: [] });
    await wanted(false);
    second.say({ want: ['traces', 'frames'] });
    await wanted(true);
    second.socket.close();
    await wanted(false);
  });

  test('passes on what a page has just shown to those that asked, and keeps none of it', async () => {
    const { stage, port } = await serve();
    const [keen, idle] = [await listen(port), await listen(port)];
    const { revision } = stage;
    keen.say({ want: ['seen'] });
    const drawn = { what: 'drawn', creature: 7, at: stage.now() + 0.25 };
    const wrong = [
      { ...drawn, at: stage.now() - 10_001 },
      { ...drawn, at: null },
      { ...drawn, what: 'said' },
      { ...drawn, creature: -1 },
      { ...drawn, more: 1 },
    ];
    for (const seen of wrong) keen.say({ seen });
    keen.say({ seen: drawn });
    await keen.until(() => keen.texts.length > wrong.length);
    expect(keen.texts.map(({ refused }) => refused?.code)).toEqual([
      ...wrong.map(() => 'not-now'),
      undefined,
    ]);
    expect(keen.texts.at(-1)).toEqual({ seen: drawn });
    expect(stage.revision).toBe(revision);
    expect(idle.texts).toEqual([]);
  });

  test('sends no more than twenty readings a second of a sensor, and never loses the last one', async () => {
    const { stage, port } = await serve();
    const page = await listen(port);
    page.say({ want: ['traces'] });
    page.say(press);
    await page.until(() => page.texts.some(({ event }) => event?.type === 'button/pressed'));
    const step = {
      at: 7,
      rawCm: 1,
      medianCm: 1,
      filteredCm: 1,
      baselineCm: null,
      near: true,
      present: false,
    };
    for (let cm = 1; cm <= 100; cm++) stage.trace('door', cm);
    stage.trace('window', null, step);
    const traces = () => page.texts.flatMap(({ trace }) => (trace ? [trace] : []));
    await page.until(() => traces().length >= 3);
    expect(traces()).toMatchObject([
      { sensor: 'door', value: 1, step: null },
      { sensor: 'window', value: null, at: 7, step },
      { sensor: 'door', value: 100 },
    ]);
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
