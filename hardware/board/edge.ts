import type { Config } from '../../engine/show/config-schema.ts';
import type { Edge } from '../../engine/show/ports.ts';
import { nobody, type PresenceState, presence } from '../../engine/show/presence.ts';
import { press, released } from '../../engine/show/press.ts';
import type { Stage } from '../../engine/show/stage.ts';
import type { Phase } from '../../engine/show/state.ts';
import type { BoardHandlers, BoardLink, Lamp, OpenBoard } from './port.ts';

const RETRY_MS = [250, 500];
const LAMPS: Record<Phase, Lamp> = {
  attract: 'breathe',
  invite: 'on',
  notice: 'blink',
  capture: 'blink',
  reveal: 'off',
};

function linkState(link: BoardLink | null): 'linked' | 'stale' | 'lost' {
  if (!link) return 'lost';
  return link.stale() ? 'stale' : 'linked';
}

export interface BoardEdge extends Edge {
  linked(): boolean;
}

/**
 * Keeps a board linked and turns what it senses into facts. A lost board is told, tried again for ever, and
 * whoever it saw is gone; nothing of a lost board reaches the show. `sim` only names it in the facts.
 */
export function startBoard(
  stage: Stage,
  config: Config['board'],
  button: Pick<Config['button'], 'debounceMs' | 'holdMs'>,
  open: OpenBoard,
  sim: boolean,
): BoardEdge {
  const device = sim ? 'sim:board' : 'board';
  const sensors = new Map(config.sensors.map((sensor) => [sensor.name, sensor]));
  const seen = new Map<string, PresenceState>();
  let pressed = released;
  let link: BoardLink | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failures = 0;
  let stopped = false;
  let unfit = new Map<string, string>();

  const handlers: BoardHandlers = {
    reading(name, distanceCm) {
      const sensor = sensors.get(name);
      if (!sensor) return;
      stage.trace(name, distanceCm);
      const step = presence(seen.get(name) ?? nobody, distanceCm, stage.now(), sensor);
      seen.set(name, step.state);
      if (step.outcome?.type === 'entered')
        stage.tell({ type: 'presence/entered', sensor: name, distanceCm: step.outcome.distanceCm });
      if (step.outcome?.type === 'left') stage.tell({ type: 'presence/left', sensor: name });
    },
    level(down) {
      const step = press(pressed, down, stage.now(), button);
      pressed = step.state;
      if (step.outcome?.type === 'pressed') stage.tell({ type: 'button/pressed', button: 'board' });
      if (step.outcome?.type === 'held')
        stage.tell({ type: 'button/held', button: 'board', heldMs: Math.round(step.outcome.heldMs) });
    },
    unfit(part, why) {
      unfit.set(part, why);
    },
    lost(cause) {
      link = null;
      forget();
      gone(cause);
    },
  };

  /** Nobody is seen by a board that is not there. */
  function forget(): void {
    for (const [name, state] of seen) if (state.present) stage.tell({ type: 'presence/left', sensor: name });
    seen.clear();
    pressed = released;
  }

  function gone(cause: string): void {
    if (stopped) return;
    if (failures === 0) stage.tell({ type: 'device/lost', device, cause: cause.slice(0, 180) });
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
      link.lamp(LAMPS[stage.state().phase]);
    } catch (error) {
      unfit = before;
      gone(error instanceof Error ? error.message : String(error));
    }
  }

  /** What a board cannot serve is a fault until a board comes that can. */
  function tellUnfit(before: ReadonlyMap<string, string>): void {
    const where = (part: string) => `board: ${part}`;
    for (const part of before.keys())
      if (!unfit.has(part)) stage.tell({ type: 'fault/cleared', code: 'device-failed', where: where(part) });
    for (const part of unfit.keys())
      stage.tell({ type: 'fault/raised', code: 'device-failed', where: where(part) });
  }

  function detail(): string {
    const who = `The ${sim ? 'simulated ' : ''}board`;
    if (!link) return 'The board is looked for.';
    const parts = [...unfit].map(([part, why]) => ` ${part}: ${why}.`);
    return `${who} ${link.stale() ? 'is silent' : 'answers'}.${parts.join('')}`;
  }

  let phase: Phase | null = null;
  const unhear = stage.onEvent((_, state) => {
    if (state.phase === phase) return;
    phase = state.phase;
    link?.lamp(LAMPS[phase]);
  });
  void connect();

  return {
    name: 'board',
    linked: () => link !== null,
    health: () => ({
      ok: link !== null && !link.stale() && unfit.size === 0,
      detail: detail(),
      figures: { link: linkState(link), sensors: sensors.size, failures },
    }),
    async stop() {
      stopped = true;
      if (retry) clearTimeout(retry);
      unhear();
      link?.lamp('off');
      await link?.close();
    },
  };
}
