import type { BoardConfig, SensorConfig } from '../../engine/show/board-config.ts';
import { startDrift } from '../../engine/show/sensing/drift.ts';
import { ANY, type Fusion } from '../../engine/show/sensing/fusion.ts';
import { startBoards } from '../../hardware/board/boards.ts';
import type { PlaybackClock } from '../../hardware/board/playback.ts';
import { type SimBoard, simBoard } from '../../hardware/board/sim.ts';
import { memoryShow } from '../visit/memory-show.ts';

const one = { nearCm: 100, farCm: 120, dwellMs: 500, leaveMs: 500, marginCm: 0, weight: 1 };
export const DOOR = { name: 'door', kind: 'ultrasonic' as const, pin: 7, ...one };
export const WINDOW = { name: 'window', kind: 'infrared' as const, pin: 'A0', ...one };
const BUTTON = { driver: 'sim' as const, debounceMs: 20, holdMs: 600 };

/** A clock that stands still until it is turned; what is due then is called in its order. */
export function turnedClock() {
  let now = 0;
  let jobs: { at: number; job: () => void }[] = [];
  const clock: PlaybackClock = {
    now: () => now,
    after(ms, job) {
      const entry = { at: now + ms, job };
      jobs.push(entry);
      return () => {
        jobs = jobs.filter((other) => other !== entry);
      };
    },
  };
  function turn(ms: number) {
    const until = now + ms;
    for (;;) {
      const due = jobs.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      jobs = jobs.filter((other) => other !== due);
      now = due.at;
      due.job();
    }
    now = until;
  }
  return { clock, turn, now: () => now };
}

/** A show with simulated boards, by name, whose sensors sense for as long as is said. */
export async function room(
  fusion: Fusion = ANY,
  wiring: Record<string, SensorConfig[]> = { board: [DOOR, WINDOW] },
  unfit: readonly string[] = [],
) {
  const { clock, turn, now } = turnedClock();
  const boards = Object.entries(wiring).map(
    ([name, sensors]): BoardConfig => ({
      name,
      key: name,
      driver: 'sim',
      buttonPin: 2,
      lampPin: 9,
      sensors,
    }),
  );
  const { stage, entries } = memoryShow({ opening: { boards, fusion }, now });
  startDrift(stage);
  const sims = new Map(boards.map(({ name }) => [name, simBoard()]));
  const edges = startBoards(
    stage,
    { boards, fusion, button: BUTTON },
    ({ name, sensors }) =>
      (config, handlers) => {
        for (const sensor of sensors)
          if (unfit.includes(sensor.name)) handlers.unfit(sensor.name, 'no such pin');
        return sims.get(name)!.open(config, handlers);
      },
  );
  const [board, edge] = [[...sims.values()][0]!, edges[0]!];
  const boardOf = (sensor: string): SimBoard =>
    sims.get(boards.find(({ sensors }) => sensors.some(({ name }) => name === sensor))!.name)!;
  await Promise.resolve();
  await Promise.resolve();
  const told = () =>
    entries.flatMap(({ event }) =>
      event.type === 'presence/entered' || event.type === 'presence/left'
        ? [`${event.type.slice(9)} ${event.sensor}`]
        : [],
    );
  function sense(seconds: number, door: number | null, window: number | null) {
    for (let i = 0; i < seconds * 10; i++) {
      turn(100);
      boardOf('door').sense('door', door);
      boardOf('window').sense('window', window);
    }
  }
  return { stage, board, edge, sims, edges, sense, told, clock, turn };
}
