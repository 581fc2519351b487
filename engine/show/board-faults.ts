import { z } from 'zod';
import {
  type BoardConfig,
  boardSchema,
  boardsOf,
  boardsSchema,
  fusionOf,
  fusionSchema,
  type ParsedBoards,
  sensorSchema,
} from './board-config.ts';
import type { ConfigFault } from './config-fault.ts';
import { MAX_SENSORS } from './sensing/calibration.ts';
import { ROOM } from './sensing/room.ts';

/** Names under which other parts of the engine tell how they are. */
export const TAKEN_NAMES: readonly string[] = [
  ...['archive', 'traces', 'visits', 'button', 'osc', 'web', 'zeroconf'],
  ...['generator', 'inbetweens', 'breaths', 'breeder', 'hours', 'log'],
];

/** What the schema cannot say of boards and sensors whose shape is right. */
export function boardFaults(config: ParsedBoards): ConfigFault[] {
  const boards = boardsOf(config);
  return [
    ...keyFaults(config),
    ...boards.flatMap(({ key, sensors }) => distanceFaults(sensors, key)),
    ...boards.flatMap((board, i) => boardNameFaults(board, boards.slice(0, i))),
    ...boards.flatMap((board, i) => portFaults(board, boards.slice(0, i))),
    ...sensorFaults(boards, fusionOf(config).mode !== 'any'),
  ];
}

const parts = z.object({
  board: boardSchema.optional(),
  boards: boardsSchema.optional(),
  fusion: fusionSchema.optional(),
});

/** The same where the shape of a configuration is wrong: of its boards, or where that is theirs, of sensors alone. */
export function looseBoardFaults(data: unknown): ConfigFault[] {
  const own = parts.safeParse(data);
  if (own.success) return boardFaults(own.data);
  const list = z.array(z.unknown()).catch([]);
  const board = z.looseObject({ sensors: list }).catch({ sensors: [] });
  const none = { board: { sensors: [] }, boards: [] };
  const found = z
    .looseObject({ board, boards: z.array(board).catch([]) })
    .catch(none)
    .parse(data);
  const all = [found.board, ...found.boards].map(({ sensors }) =>
    sensors.map((one) => sensorSchema.loose().safeParse(one).data),
  );
  return all.flatMap((sensors, i) => distanceFaults(sensors, i === 0 ? 'board' : `boards.${i - 1}`));
}

function keyFaults({ board, boards, fusion }: ParsedBoards): ConfigFault[] {
  const faults: ConfigFault[] = [];
  if (board && boards)
    faults.push({
      path: 'boards',
      what: 'is there beside "board"',
      remedy: 'move the board under "board" into the list, and give it a name',
    });
  if (boards?.length === 0)
    faults.push({ path: 'boards', what: 'is empty', remedy: 'name a board, or remove the key' });
  if (board?.fusion && fusion)
    faults.push({ path: 'fusion', what: 'is there beside board.fusion', remedy: 'remove one of the two' });
  return faults;
}

function distanceFaults(
  sensors: readonly ({ nearCm: number; farCm: number } | undefined)[],
  key: string,
): ConfigFault[] {
  return sensors.flatMap((sensor, i) => {
    if (!sensor || sensor.farCm >= sensor.nearCm) return [];
    const { nearCm, farCm } = sensor;
    const remedy = `make farCm at least nearCm (${nearCm}), so that a person at the edge does not flicker`;
    return [{ path: `${key}.sensors.${i}.farCm`, what: `${farCm} is below nearCm`, remedy }];
  });
}

function boardNameFaults({ name, key }: BoardConfig, before: readonly BoardConfig[]): ConfigFault[] {
  const remedy = 'give the board another name';
  const path = `${key}.name`;
  if (TAKEN_NAMES.includes(name)) return [{ path, what: `"${name}" is taken`, remedy }];
  const other = before.find((one) => one.name === name);
  return other ? [{ path, what: `"${name}" is the name of ${other.key} too`, remedy }] : [];
}

/** Which board is which must not be left to chance: their sensors would change places. */
function portFaults(board: BoardConfig, before: readonly BoardConfig[]): ConfigFault[] {
  if (board.driver !== 'serial') return [];
  const { key, path, vendorId, productId, serial } = board;
  const others = before.filter(({ driver }) => driver === 'serial');
  const same = others.find((one) => path !== undefined && one.path === path);
  if (same)
    return [{ path: `${key}.path`, what: `is the port of ${same.key} too`, remedy: 'name another port' }];
  const alike = others.find(
    (one) =>
      path === undefined &&
      one.path === undefined &&
      one.vendorId === vendorId &&
      one.productId === productId &&
      one.serial === serial,
  );
  if (!alike) return [];
  const remedy = 'give each its path, or the vendorId, productId or serial that npm run doctor lists';
  return [{ path: key, what: `cannot be told from ${alike.key} on USB`, remedy }];
}

/** Sensors are told by their names alone, whatever board they are on. */
function sensorFaults(boards: readonly BoardConfig[], roomIsTold: boolean): ConfigFault[] {
  const all = boards.flatMap(({ key, sensors }) =>
    sensors.map(({ name }, i) => ({ name, path: `${key}.sensors.${i}.name` })),
  );
  const faults = all.flatMap(({ name, path }, i): ConfigFault[] => {
    if (name === '__proto__' || (name === ROOM && roomIsTold))
      return [{ path, what: `"${name}" is taken`, remedy: 'give the sensor another name' }];
    if (all.findIndex((one) => one.name === name) === i) return [];
    return [{ path, what: `"${name}" is there twice`, remedy: 'give each sensor its own name' }];
  });
  if (all.length <= MAX_SENSORS) return faults;
  const what = `has ${all.length} sensors on all boards together`;
  return [...faults, { path: 'boards', what, remedy: `leave at most ${MAX_SENSORS}` }];
}
