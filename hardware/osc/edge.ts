import { createSocket, type Socket } from 'node:dgram';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Event } from '../../engine/show/events.ts';
import type { Edge } from '../../engine/show/ports.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { eventOf, messageOf } from './contract.ts';
import { packMessage } from './message.ts';
import { type Timed, unpackPacket } from './packet.ts';
import { createTarget } from './targets.ts';

const RETRY_MS = 5000;
/** Bundles for later than this are a wrong clock rather than a plan. */
const MAX_AHEAD_MS = 60_000;
/** Messages that may change the show within one second; a flood beyond is dropped. */
const MAX_PER_SECOND = 2000;
const DEVICE = 'osc';

/** Tells every event to every target and hears the orders of the contract; a blocked port never stops the show. */
export function startOsc(stage: Stage, config: Config['osc']): Edge & { port(): number | null } {
  const sender = createSocket('udp4');
  const planned = new Set<NodeJS.Timeout>();
  let listener: Socket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let stopped = false;
  const counts = { heard: 0, refused: 0 };
  const targets = config.targets.map((target) => createTarget(sender, target));
  const total = (what: 'sent' | 'failed') => targets.reduce((sum, target) => sum + target[what], 0);
  let second = 0;
  let inSecond = 0;

  sender.on('error', () => stage.tell({ type: 'fault/raised', code: 'osc-blocked', where: 'sending' }));
  sender.unref();

  function send(event: Event): void {
    let bytes: Uint8Array;
    try {
      bytes = packMessage(messageOf(event));
    } catch {
      return;
    }
    for (const target of targets) target.send(event.type, bytes);
  }

  function hear(bytes: Uint8Array): void {
    const { messages, refused } = unpackPacket(bytes);
    if (refused > 0) refuse(refused);
    for (const timed of messages) schedule(timed);
  }

  function schedule({ message, dueAt }: Timed): void {
    const aheadMs = dueAt === null ? 0 : dueAt - stage.now();
    if (aheadMs <= 1) {
      act(message);
      return;
    }
    if (aheadMs > MAX_AHEAD_MS || planned.size >= MAX_PER_SECOND) {
      refuse(1);
      return;
    }
    const timer = setTimeout(() => {
      planned.delete(timer);
      act(message);
    }, aheadMs);
    planned.add(timer);
  }

  function act(message: Timed['message']): void {
    const event = eventOf(message, stage.state());
    if (!event || isFlood()) {
      refuse(1);
      return;
    }
    counts.heard += 1;
    stage.tell(event, DEVICE);
  }

  function isFlood(): boolean {
    const now = Math.floor(stage.now() / 1000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    return inSecond > MAX_PER_SECOND;
  }

  /** However much nonsense comes in, one fault says so. */
  function refuse(count: number): void {
    if (counts.refused === 0) stage.tell({ type: 'fault/raised', code: 'osc-refused', where: 'incoming' });
    counts.refused += count;
  }

  function listen(): void {
    if (stopped) return;
    const socket = createSocket('udp4');
    const where = `${config.listenHost}:${config.listenPort}`;
    socket.on('message', hear);
    socket.on('error', (error) => {
      socket.close();
      listener = null;
      stage.tell({ type: 'fault/raised', code: 'osc-blocked', where });
      stage.tell({ type: 'device/lost', device: DEVICE, cause: error.message.slice(0, 180) });
      retry = setTimeout(listen, RETRY_MS);
    });
    socket.bind(config.listenPort, config.listenHost, () => {
      listener = socket;
      stage.tell({ type: 'fault/cleared', code: 'osc-blocked', where });
      stage.tell({ type: 'device/linked', device: DEVICE });
    });
  }

  const unhear = stage.onEvent(({ event }) => send(event));
  listen();
  return {
    name: DEVICE,
    port: () => (listener ? listener.address().port : null),
    health: () => {
      const listening = listener ? `Listening on port ${listener.address().port}` : 'Not listening';
      return {
        ok: listener !== null,
        detail: `${listening}. To ${targets.map(({ words }) => words()).join('; ') || 'nobody'}.`,
        figures: { sent: total('sent'), failed: total('failed'), ...counts },
      };
    },
    async stop() {
      stopped = true;
      unhear();
      if (retry) clearTimeout(retry);
      for (const timer of planned) clearTimeout(timer);
      const sockets = [sender, listener].filter((socket) => socket !== null);
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}
