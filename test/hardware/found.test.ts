import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoardConfig } from '../../engine/show/board-config.ts';
import { ANY } from '../../engine/show/sensing/fusion.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { startBoards } from '../../hardware/board/boards.ts';
import { diagnoseBoards } from '../../hardware/board/diagnose.ts';
import type { BoardEdge } from '../../hardware/board/edge.ts';
import { boardPaths } from '../../hardware/board/find.ts';
import { firmataAmong } from '../../hardware/board/firmata.ts';
import type { OpenBoard } from '../../hardware/board/port.ts';
import { temporaryFolder, until } from '../tools/show.ts';
import { type SeenLamp, seenLamp } from './rig/seen-lamp.ts';
import { canSimulate, OWN_FIRMWARE, startUno, type Uno } from './rig/uno.ts';
import { testStage } from './stage.ts';

const one = { driver: 'serial' as const, buttonPin: 2, lampPin: 9, sensors: [] };
const config: BoardConfig = { ...one, name: 'board', key: 'board' };
const button = { driver: 'sim' as const, debounceMs: 20, holdMs: 600 };

const start = (stage: Stage, open: OpenBoard): BoardEdge =>
  startBoards(stage, { boards: [config], fusion: ANY, button }, () => open)[0]!;

test('an Arduino or a clone is known by its USB ids; Arduinos go before adapters', () => {
  const ports = [
    { path: 'modem', vendorId: '12d1', productId: '1001' },
    { path: 'ftdi', vendorId: '0403', productId: '6001' },
    { path: 'other ftdi', vendorId: '0403', productId: '6014' },
    { path: 'ch340', vendorId: '1A86', productId: '7523' },
    { path: 'built in' },
    { path: 'cp210x', vendorId: '10C4', productId: 'EA60' },
    { path: 'uno', vendorId: '2341', productId: '0043' },
    { path: 'old uno', vendorId: '2a03', productId: '0043' },
  ];
  expect(boardPaths(ports)).toEqual(['uno', 'old uno', 'ch340', 'ftdi', 'cp210x']);
});

test('of several, each is found by its own ids, and what one describes more closely is left to it', () => {
  const ports = [
    { path: 'a', vendorId: '2341', productId: '0043', serialNumber: '7' },
    { path: 'b', vendorId: '2341', productId: '0043', serialNumber: '8' },
    { path: 'c', vendorId: '1A86', productId: '7523' },
    { path: 'own', vendorId: '1209', productId: '0001', serialNumber: '8' },
  ];
  const serial = { vendorId: 0x2341, serial: '8' };
  expect(boardPaths(ports, serial)).toEqual(['b']);
  expect(boardPaths(ports, { serial: '8' })).toEqual(['b', 'own']);
  expect(boardPaths(ports, { vendorId: 0x1209, productId: 1 })).toEqual(['own']);
  expect(boardPaths(ports, {}, [serial])).toEqual(['a', 'c']);
  expect(boardPaths(ports, { vendorId: 0x2341 }, [serial, {}])).toEqual(['a']);
  expect(boardPaths(ports, serial, [{ vendorId: 0x2341 }, {}])).toEqual(['b']);
});

test('without a path and without a board, the cause says so', async () => {
  const { stage } = testStage();
  const edge = start(
    stage,
    firmataAmong(async () => []),
  );
  await until(() => stage.state().devices.board?.state === 'lost', 'the loss');
  expect(stage.state().devices.board?.cause).toMatch(/no Arduino is found on USB/);
  await edge.stop();
});

describe.skipIf(!canSimulate)(
  'what is on the port (needs: apt-get install gcc libsimavr-dev libelf-dev)',
  () => {
    const { folder, remove } = temporaryFolder();
    let uno: Uno;
    beforeAll(async () => {
      uno = await startUno(folder, OWN_FIRMWARE);
    });
    afterAll(async () => {
      await uno?.stop();
      remove();
    });
    const seen = async (how: SeenLamp, ms: number) => expect(await seenLamp(uno, 9, 'board', ms)).toBe(how);
    const among = () =>
      firmataAmong(async () => [
        { path: `${uno.path}-gone`, vendorId: '2341', productId: '0043' },
        { path: uno.path, vendorId: '1a86', productId: '7523' },
      ]);

    test('without a path, the first that answers is linked; ended on request, its lamp rests', async () => {
      const { stage } = testStage();
      const edge = start(stage, among());
      await until(() => edge.linked(), 'the board');
      await seen('breathe', 1500);
      await edge.stop();
      await seen('off', 200);
      const stopped = await uno.nowMs();
      await until(async () => (await uno.nowMs()) - stopped > 3500, 'the host to be missed');
      await seen('off', 4200);
    }, 120_000);

    test('the doctor names the board, its ids, what it speaks, and whose it may be', async () => {
      const ports = [{ path: uno.path, vendorId: '2341', productId: '0043', serialNumber: '75' }];
      const other: BoardConfig = { ...one, name: 'other', key: 'boards.1', path: `${uno.path}-gone` };
      expect(await diagnoseBoards(ports, [config, other])).toEqual([
        {
          path: uno.path,
          usb: 'Arduino, vendorId 9025, productId 67, serial 75',
          says: expect.stringMatching(/^speaks MishmashUs 1\.\d+$/),
          speaksFirmata: true,
          wantedBy: ['board'],
        },
        {
          path: `${uno.path}-gone`,
          usb: '',
          says: expect.stringMatching(/no such file/i),
          speaksFirmata: false,
          wantedBy: ['other'],
        },
      ]);
    }, 60_000);

    test('a device that answers something else is a wrong firmware, with a remedy, until it is flashed', async () => {
      const { stage, heard } = testStage();
      uno.say('hang');
      const babble = setInterval(() => uno.say('noise 20'), 100);
      const edge = start(stage, among());
      await until(() => edge.health().figures.link === 'wrong firmware', 'the wrong firmware');
      expect(edge.health()).toMatchObject({
        ok: false,
        detail: expect.stringContaining('flash hardware/firmware'),
      });
      expect(stage.state().devices.board).toMatchObject({
        state: 'lost',
        cause: expect.stringMatching(/^wrong firmware: .*flash hardware\/firmware$/),
      });
      expect(stage.state().faults).toMatchObject([{ code: 'device-failed', where: 'board: firmware' }]);
      clearInterval(babble);
      uno.say('run');
      await until(() => edge.linked(), 'the flashed board');
      expect(stage.state().faults).toEqual([]);
      expect(heard.filter(({ type }) => type === 'fault/raised')).toHaveLength(1);
      await edge.stop();
    });
  },
);
