import type { BoardConfig } from '../../engine/show/board-config.ts';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Edge } from '../../engine/show/ports.ts';
import { press, released } from '../../engine/show/press.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { keepLamp } from './lamp-keeper.ts';
import { type BoardHandlers, type BoardLink, type OpenBoard, WrongFirmware } from './port.ts';
import type { SensedRoom } from './room.ts';

const RETRY_MS = [250, 500];
/** The part of the board that is unfit where something else answers. */
const FIRMWARE = 'firmware';

export interface BoardEdge extends Edge {
  linked(): boolean;
}

/**
 * Keeps a board linked and turns what it senses into facts. A lost board is told, tried again for ever, and
 * whoever it saw is gone; nothing of a lost board reaches the show, and other boards do not notice.
 */
export function startBoard(
  stage: Stage,
  config: BoardConfig,
  button: Pick<Config['button'], 'debounceMs' | 'holdMs'>,
  open: OpenBoard,
  room: SensedRoom,
): BoardEdge {
  const { name } = config;
  const sim = config.driver === 'sim';
  const device = sim ? `sim:${name}` : name;
  const names = config.sensors.map((sensor) => sensor.name);
  let pressed = released;
  /** One that is found down when its board is linked was not pressed by anybody; it is looked at from its first `up` on. */
  let level: 'unknown' | 'found down' | 'up' | 'down' = 'unknown';
  let link: BoardLink | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failures = 0;
  let stopped = false;
  let unfit = new Map<string, string>();

  const handlers: BoardHandlers = {
    reading(sensor, distanceCm) {
      if (names.includes(sensor)) room.reading(sensor, distanceCm);
    },
    level(down, settled) {
      const found = level === 'unknown' || level === 'found down';
      if (!down) level = 'up';
      else level = found ? 'found down' : 'down';
      if (level === 'found down') return;
      const step = press(pressed, down, stage.now(), settled ? { ...button, debounceMs: 0 } : button);
      pressed = step.state;
      if (step.outcome?.type === 'pressed') stage.tell({ type: 'button/pressed', button: name });
      if (step.outcome?.type === 'held')
        stage.tell({ type: 'button/held', button: name, heldMs: Math.round(step.outcome.heldMs) });
    },
    unfit(part, why) {
      unfit.set(part, why);
    },
    lost(cause) {
      link = null;
      room.forget(names);
      pressed = released;
      level = 'unknown';
      gone(cause);
    },
  };

  function gone(cause: string, isNews = failures === 0): void {
    if (stopped) return;
    if (isNews) stage.tell({ type: 'device/lost', device, cause: cause.slice(0, 180) });
    retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }

  async function connect(): Promise<void> {
    const before = unfit;
    unfit = new Map();
    try {
      const opened = await open(config, handlers);
      if (stopped) return void (await opened.close());
      tellUnfit(before);
      link = opened;
      failures = 0;
      stage.tell({ type: 'device/linked', device });
      link.lamp(lamp.now());
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      unfit = error instanceof WrongFirmware ? new Map([[FIRMWARE, cause]]) : before;
      tellUnfit(before);
      gone(cause, failures === 0 || unfit.has(FIRMWARE) !== before.has(FIRMWARE));
    }
  }

  /** What a board cannot serve is a fault until a board comes that can. */
  function tellUnfit(before: ReadonlyMap<string, string>): void {
    const where = (part: string) => `${name}: ${part}`;
    room.leaveOut(names, unfit);
    for (const part of before.keys())
      if (!unfit.has(part)) stage.tell({ type: 'fault/cleared', code: 'device-failed', where: where(part) });
    for (const part of unfit.keys())
      if (!before.has(part)) stage.tell({ type: 'fault/raised', code: 'device-failed', where: where(part) });
  }

  function detail(): string {
    const parts = [...unfit].map(([part, why]) => ` ${part}: ${why}.`).join('');
    if (!link) return `The board is looked for.${parts}`;
    return `The ${sim ? 'simulated ' : ''}board ${link.stale() ? 'is silent' : 'answers'}.${parts}`;
  }

  function linkState(): string {
    if (link) return link.stale() ? 'stale' : 'linked';
    return unfit.has(FIRMWARE) ? 'wrong firmware' : 'lost';
  }

  const lamp = keepLamp(stage, (how) => link?.lamp(how));
  void connect();

  return {
    name,
    linked: () => link !== null,
    health: () => ({
      ok: link !== null && !link.stale() && unfit.size === 0,
      detail: detail(),
      figures: { link: linkState(), button: level, sensors: names.length, failures },
    }),
    async stop() {
      stopped = true;
      if (retry) clearTimeout(retry);
      lamp.stop();
      link?.lamp('rest');
      await link?.close();
    },
  };
}
