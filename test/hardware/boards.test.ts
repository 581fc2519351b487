import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import { startBoards } from '../../hardware/board/boards.ts';
import type { BoardEdge } from '../../hardware/board/edge.ts';
import { firmataAmong } from '../../hardware/board/firmata.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { seenLamp } from './rig/seen-lamp.ts';
import { canSimulate, OWN_FIRMWARE, startUno, type Uno } from './rig/uno.ts';
import { DOOR, room, WINDOW } from './sensing-room.ts';
import { testStage } from './stage.ts';

const apart = { left: [DOOR], right: [WINDOW] };

describe('several simulated boards', () => {
  test('are told each by its name; one that is unplugged sees nobody, and the other goes on', async () => {
    const { stage, sense, told, turn, sims, edges } = await room(ANY, apart);
    const heard: unknown[] = [];
    stage.onEvent(({ event }) => heard.push(event));
    sense(2, 80, 60);
    expect(told()).toEqual(['entered door', 'entered window']);
    sims.get('left')!.unplug();
    expect(stage.state().devices).toMatchObject({ left: { state: 'lost' }, right: { state: 'sim' } });
    sense(2, 80, 60);
    expect(told()).toEqual(['entered door', 'entered window', 'left door']);
    expect(edges.map(({ name, health }) => [name, health().ok])).toEqual([
      ['left', false],
      ['right', true],
    ]);
    for (const down of [true, true, false, false]) {
      sims.get('right')!.press(down);
      turn(100);
    }
    expect(heard).toContainEqual({ type: 'button/pressed', button: 'right' });
    sims.get('left')!.plug();
    await until(edges[0]!.linked, 'the board to be back');
    expect(stage.state().phase).toBe('invite');
    expect([...sims.values()].map((sim) => sim.lamp())).toEqual(['on', 'on']);
    for (const edge of edges) await edge.stop();
  });

  test('make one room, which waits for the board that is lost', async () => {
    const { sense, told, sims, edges, stage } = await room({ mode: 'all', threshold: 1 }, apart);
    sense(2, 80, null);
    sense(2, null, 60);
    expect(told()).toEqual([]);
    sense(2, 80, 60);
    expect(told()).toEqual(['entered room']);
    sims.get('left')!.unplug();
    sense(5, 80, 60);
    expect(told()).toEqual(['entered room', 'left room']);
    sims.get('left')!.plug();
    await until(() => stage.state().devices.left?.state === 'sim', 'the board to be back');
    sense(2, 80, 60);
    expect(told()).toEqual(['entered room', 'left room', 'entered room']);
    for (const edge of edges) await edge.stop();
  });

  test('leave out a sensor that its board cannot serve, whatever becomes of the others', async () => {
    const { sense, told, sims, edges, stage } = await room({ mode: 'all', threshold: 1 }, apart, ['door']);
    const { devices, faults } = stage.state();
    expect(faults).toMatchObject([{ code: 'device-failed', where: 'left: door' }]);
    expect(devices.left).toMatchObject({ state: 'sim' });
    sense(2, null, 60);
    sims.get('right')!.unplug();
    sims.get('right')!.plug();
    await until(edges[1]!.linked, 'the board to be back');
    sense(2, null, 60);
    expect(told()).toEqual(['entered room', 'left room', 'entered room']);
    for (const edge of edges) await edge.stop();
  });
});

describe.skipIf(!canSimulate)(
  'two simulated Unos (needs: apt-get install gcc libsimavr-dev libelf-dev)',
  () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    const button = { driver: 'sim' as const, debounceMs: 20, holdMs: 600 };
    const near = { nearCm: 100, farCm: 120, dwellMs: 100, leaveMs: 100, marginCm: 0, weight: 1 };
    const wired = (name: string, more: Partial<BoardConfig>): BoardConfig => ({
      name,
      key: name,
      driver: 'serial',
      buttonPin: 2,
      lampPin: 9,
      sensors: [{ name: `${name} pir`, kind: 'pir', pin: 7, ...near }],
      ...more,
    });
    let unos: Uno[] = [];
    let running: readonly BoardEdge[] = [];
    const ports = () => [
      { path: unos[0]!.path, vendorId: '2341', productId: '0043' },
      { path: unos[1]!.path, vendorId: '1a86', productId: '7523' },
    ];
    function begin(boards: BoardConfig[], list = ports) {
      const { stage, heard } = testStage();
      const open = firmataAmong(async () => list(), boards);
      const edges = startBoards(stage, { boards, fusion: ANY, button }, () => open);
      running = edges;
      return { stage, heard, edges };
    }
    async function end() {
      for (const edge of running) await edge.stop();
      running = [];
    }

    beforeAll(async () => {
      unos = [
        await startUno(folders[0]!.folder, OWN_FIRMWARE),
        await startUno(folders[1]!.folder, OWN_FIRMWARE),
      ];
      for (const uno of unos) {
        uno.say('d 2 1');
        uno.say('d 7 0');
      }
    });
    afterEach(end);
    afterAll(async () => {
      for (const uno of unos) await uno.stop();
      for (const { remove } of folders) remove();
    });

    test('are found each by its USB ids; one unplugged is lost and comes back, the other goes on', async () => {
      const { stage, heard, edges } = begin([wired('left', {}), wired('right', { vendorId: 0x1a86 })]);
      const [left, right] = unos as [Uno, Uno];
      await until(() => edges.every((edge) => edge.linked()), 'both boards');
      expect(stage.state().devices).toEqual({
        left: { state: 'real', cause: '' },
        right: { state: 'real', cause: '' },
      });
      left.say('d 7 1');
      await until(() => 'left pir' in stage.state().present, 'somebody on the left');
      right.say('d 7 1');
      await until(() => 'right pir' in stage.state().present, 'somebody on the right');
      left.say('unplug');
      await until(() => stage.state().devices.left?.state === 'lost', 'the loss');
      expect(Object.keys(stage.state().present)).toEqual(['right pir']);
      expect(await seenLamp(right, 9, 'board')).toBe('on');
      right.say('d 2 0');
      await until(() => edges[1]!.health().ok, 'the right board to be well');
      await until(() => heard.some(({ type }) => type === 'button/held'), 'a hold on the right');
      right.say('d 2 1');
      expect(heard.filter(({ type }) => type === 'button/held')).toMatchObject([{ button: 'right' }]);
      left.say('plug');
      await until(() => edges[0]!.linked(), 'the left board to be back');
      await until(() => 'left pir' in stage.state().present, 'somebody on the left again');
      expect(await seenLamp(left, 9, 'board')).toBe('on');
      expect(heard.filter(({ type }) => type === 'device/lost')).toMatchObject([{ device: 'left' }]);
      for (const uno of unos) uno.say('d 7 0');
    }, 120_000);

    test('are never two boards of the show at once, and a port that a board names is left to it', async () => {
      const one = () => ports().slice(0, 1);
      const found = begin([wired('left', {}), wired('right', {})], one);
      await until(() => found.edges.some((edge) => edge.linked()), 'a board');
      await until(() => 'right' in found.stage.state().devices, 'the other');
      expect(found.stage.state().devices).toMatchObject({
        left: { state: 'real' },
        right: { state: 'lost', cause: expect.stringMatching(/is another board's$/) },
      });
      await end();
      const named = begin([wired('left', {}), wired('right', { path: unos[0]!.path })], one);
      await until(() => named.edges[1]!.linked(), 'the board that names its port');
      await until(() => 'left' in named.stage.state().devices, 'the other');
      expect(named.stage.state().devices).toMatchObject({
        left: { state: 'lost', cause: expect.stringMatching(/^no Arduino is found on USB/) },
        right: { state: 'real' },
      });
    }, 120_000);
  },
);
