import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type ParamSpec, paramNames, params } from '../../engine/show/params.ts';
import { startOsc } from '../../hardware/osc/edge.ts';
import { startFeedback } from '../../hardware/osc/feedback.ts';
import { unpackPacket } from '../../hardware/osc/packet.ts';
import { freePort, until } from '../tools/show.ts';
import { packRaw } from './raw-osc.ts';
import { testStage } from './stage.ts';

// A controller hears where every fader stands, over real sockets.

const numeric = paramNames.flatMap((name): [string, NumericSpec][] => {
  const spec: ParamSpec = params[name];
  return spec.kind === 'number' ? [[name, spec]] : [];
});
type NumericSpec = Extract<ParamSpec, { kind: 'number' }>;
const SCENES = {
  low: Object.fromEntries(numeric.map(([name, { min }]) => [name, min])),
  high: Object.fromEntries(numeric.map(([name, { max }]) => [name, max])),
};
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function open(only?: string[]) {
  const values: { param: string; value: number | string; at: number }[] = [];
  const peer = createSocket('udp4');
  stops.push(() => void peer.close());
  peer.on('message', (bytes) => {
    for (const { message } of unpackPacket(bytes).messages)
      if (message.address.startsWith('/mishmash/param/') && message.args.length === 1)
        values.push({
          param: message.address.slice(16),
          value: message.args[0]!.value,
          at: performance.now(),
        });
  });
  await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
  const { stage } = testStage(SCENES);
  const listenPort = await freePort();
  const targets = [{ host: '127.0.0.1', port: peer.address().port, only }];
  const osc = startOsc(stage, { listenHost: '127.0.0.1', listenPort, targets });
  stops.push(() => osc.stop());
  await until(() => osc.port() !== null, 'OSC to listen');
  const say = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => peer.send(bytes, listenPort, '127.0.0.1', () => resolve()));
  const of = (param: string) => values.filter((one) => one.param === param).map(({ value }) => value);
  return { stage, osc, say, values, of };
}

describe('feedback', () => {
  test('what is turned anywhere comes back at its own address, bounded, once', async () => {
    const { stage, say, of } = await open();
    await say(packRaw('/mishmash/param/psi', 7));
    stage.tell({ type: 'param/turned', param: 'tempo', value: 4 }, 'desk Ada');
    stage.tell({ type: 'param/turned', param: 'tempo', value: 4 }, 'desk Ada');
    stage.tell({ type: 'param/turned', param: 'transition', value: 'scan' }, 'desk Ada');
    await until(() => of('psi').length > 0 && of('transition').length > 0, 'the values');
    expect(of('psi')).toEqual([1.5]);
    expect(of('tempo')).toEqual([4]);
    expect(of('transition')).toEqual(['scan']);
  });

  test('a controller that was just switched on asks for every value', async () => {
    const { say, values } = await open();
    await say(packRaw('/mishmash/param/*'));
    await until(() => values.length >= paramNames.length, 'every value');
    expect(values.map(({ param }) => param)).toEqual(paramNames);
  });

  test('a target that wants scenes only gets no faders', async () => {
    const { stage, values, osc } = await open(['scene/*']);
    stage.tell({ type: 'param/turned', param: 'tempo', value: 4 });
    stage.tell({ type: 'scene/recalled', scene: 'low', morphMs: 0 });
    await until(() => osc.health().figures.sent === 1, 'the scene');
    expect(values).toEqual([]);
  });

  test('a morph is told 60 times a second', () => {
    vi.useFakeTimers();
    try {
      const { stage } = testStage(SCENES);
      const told: number[] = [];
      const feedback = startFeedback(stage, (values) => {
        if (values.some(({ address }) => address === '/mishmash/param/psi')) told.push(Date.now());
      });
      stage.tell({ type: 'scene/recalled', scene: 'low', morphMs: 0 });
      feedback.look();
      stage.tell({ type: 'scene/recalled', scene: 'high', morphMs: 2000 });
      feedback.look();
      const begun = Date.now();
      vi.advanceTimersByTime(3000);
      feedback.stop();
      const during = told.filter((at) => at > begun);
      expect(during.length).toBeGreaterThanOrEqual(2000 / 17);
      expect(Math.max(...during.map((at, i) => at - (during[i - 1] ?? begun)))).toBeLessThanOrEqual(17);
      expect(during.at(-1)! - begun).toBeLessThanOrEqual(2017);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a morph moves every fader there is evenly to its end, and then it is still', async () => {
    const { stage, of, values } = await open();
    stage.tell({ type: 'scene/recalled', scene: 'low', morphMs: 0 });
    await until(() => of('volume').at(-1) === 0, 'the beginning');
    stage.tell({ type: 'scene/recalled', scene: 'high', morphMs: 1500 });
    await until(() => of('volume').at(-1) === 1, 'the end');
    for (const [param, { max }] of numeric) {
      const moved = of(param).slice(1) as number[];
      expect(moved, param).toEqual([...moved].sort((a, b) => a - b));
      expect(new Set(moved).size, param).toBe(moved.length);
      expect(moved.at(-1), param).toBeCloseTo(max, 5);
    }
    const told = values.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(values.length).toBe(told);
  });
});
