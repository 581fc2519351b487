import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Event } from '../../engine/show/events.ts';
import { defaultParams } from '../../engine/show/params.ts';
import { createStage } from '../../engine/show/stage.ts';
import { initialState } from '../../engine/show/state.ts';
import { startAttendance } from '../../engine/web/attendance.ts';
import { listen } from './listen.ts';
import { serve } from './server.ts';

const wall = (frames: number | null, name = 'wall') => ({ kind: 'wall', name, frames }) as const;

describe('a wall that draws nothing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function attendance() {
    const times = { noticeMs: 1, captureMs: 1, readingMs: 1, revealMs: 1, leftMs: 1 };
    const opening = { show: 'Test', aspect: 1, params: defaultParams(), scenes: {}, cues: {}, times };
    const told: Event[] = [];
    const stage = createStage({
      state: initialState({ ...opening, begin: 'both' }),
      revision: 0,
      now: Date.now,
      journal: () => {},
      onError: (error) => {
        throw error;
      },
    });
    stage.onEvent(({ event }) => void told.push(event));
    return { told, ...startAttendance(stage, () => performance.now()) };
  }

  test('is a fault until it draws again, and none once it is closed', () => {
    const { says, leaves, told } = attendance();
    const [one, other] = [{}, {}];
    for (let s = 0; s < 20; s += 5) {
      says(one, wall(3), true);
      says(other, wall(s, 'wall 2x1@1,0'), true);
      vi.advanceTimersByTime(5000);
    }
    expect(told).toEqual([{ type: 'fault/raised', code: 'wall-stalled', where: 'wall' }]);
    says(one, wall(4), true);
    vi.advanceTimersByTime(5000);
    expect(told.splice(0).at(-1)).toEqual({ type: 'fault/cleared', code: 'wall-stalled', where: 'wall' });
    vi.advanceTimersByTime(20_000);
    expect(told).toHaveLength(2);
    leaves(one);
    leaves(other);
    vi.advanceTimersByTime(5000);
    expect(told.slice(2).map(({ type }) => type)).toEqual(['fault/cleared', 'fault/cleared']);
  });

  test('or that is not heard of does not go on, until it is again', () => {
    const { says, isThere } = attendance();
    const one = {};
    says(one, wall(3), true);
    vi.advanceTimersByTime(10_000);
    expect(isThere('wall')).toBe(true);
    vi.advanceTimersByTime(10_000);
    says(one, wall(3), true);
    expect([isThere('wall'), isThere('another')]).toEqual([false, false]);
    says(one, wall(4), true);
    expect(isThere('wall')).toBe(true);
  });

  test('from afar, without the PIN, is nobody’s fault', () => {
    const { says, told } = attendance();
    says({}, wall(3), false);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
  });
});

describe('open pages', () => {
  test('are counted by kind, and asked to load themselves anew, all or of one kind', async () => {
    const { port, call } = await serve();
    const [first, second, unknown] = [await listen(port), await listen(port), await listen(port)];
    first.say({ page: wall(1) });
    second.say({ page: { kind: 'booth', name: 'booth', frames: null } });
    const figures = async () => (await call('GET', '/health')).body.edges.web.figures;
    await vi.waitFor(async () =>
      expect(await figures()).toMatchObject({ wall: 1, booth: 1, desk: 0, readers: 3 }),
    );
    expect((await call('POST', '/api/pages/reload', { kinds: ['wall'] })).body).toEqual({ pages: 1 });
    await first.until(() => first.texts.length > 0);
    expect(first.texts).toEqual([{ reload: true }]);
    expect((await call('POST', '/api/pages/reload', {})).body).toEqual({ pages: 2 });
    await second.until(() => second.texts.length > 0);
    expect(second.texts).toEqual([{ reload: true }]);
    expect(unknown.texts).toEqual([]);
    first.socket.close();
    await vi.waitFor(async () => expect(await figures()).toMatchObject({ wall: 0, booth: 1 }));
  });

  test('are asked for by name, by anybody, for as long as they say that they go on', async () => {
    const { port, call } = await serve({ host: '0.0.0.0', pin: 'open-sesame' });
    const page = await listen(port);
    const asked = async (name: string) => (await call('GET', `/api/pages/${name}`)).status;
    expect((await call('GET', '/api/pages/left')).body).toMatchObject({ code: 'not-there' });
    page.say({ page: { kind: 'wall', name: 'left', frames: 1 } });
    await vi.waitFor(async () => expect(await asked('left')).toBe(200));
    expect(await asked('right')).toBe(404);
    page.socket.close();
    await vi.waitFor(async () => expect(await asked('left')).toBe(404));
  });

  test('the order wants the PIN from afar, and says what it takes', async () => {
    const { call } = await serve({ host: '0.0.0.0', pin: 'open-sesame' });
    expect((await call('POST', '/api/pages/reload', {})).status).toBe(401);
    const pin = { 'x-mishmash-pin': 'open-sesame' };
    expect(await call('POST', '/api/pages/reload', { kinds: ['kitchen'] }, pin)).toMatchObject({
      status: 400,
      body: { code: 'bad-body', remedy: 'Send JSON such as {"kinds": ["wall"]}.' },
    });
    expect((await call('POST', '/api/pages/reload', {}, pin)).status).toBe(200);
  });
});
