import { createSocket, type Socket } from 'node:dgram';
import type { Config } from '../../engine/show/config-schema.ts';
import type { Event } from '../../engine/show/events.ts';
import type { Edge } from '../../engine/show/ports.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { createBatch } from './batch.ts';
import { askedBy, eventsOf, messageOf } from './contract.ts';
import { startFeedback } from './feedback.ts';
import { type OscMessage, packMessage, wordsOf } from './message.ts';
import { nonsense } from './nonsense.ts';
import { packBundles, type Timed, unpackPacket } from './packet.ts';
import { isPattern } from './pattern.ts';
import { createTarget } from './targets.ts';

const RETRY_MS = 5000;
/** Bundles for later than this are a wrong clock rather than a plan. */
const MAX_AHEAD_MS = 60_000;
/** A timer is never early, and it takes this long until a fact is durable and told. */
const LEAD_MS = 2;
/** Messages that may change the show within one second; a flood beyond is dropped. */
const MAX_PER_SECOND = 2000;
/** A moment in which the show is busy must not lose what a controller sends meanwhile. */
const RECEIVE_BYTES = 1 << 20;
/** A pattern is matched with every parameter and may turn them all. */
const PATTERN_COST = 20;
/** The fault of nonsense is over when none has come for so long. */
const QUIET_MS = 30_000;
const DEVICE = 'osc';

type ValueListener = (address: string, bytes: Uint8Array) => void;

export interface OscEdge extends Edge {
  port(): number | null;
  /** Every value that is told to controllers, as one packed message. Returns how to stop. */
  onValue(listener: ValueListener): () => void;
}

/** Tells every event to every target and hears the orders of the contract; a blocked port never stops the show. */
export function startOsc(
  stage: Stage,
  config: Omit<Config['osc'], 'enabled' | 'announce'>,
  quietMs = QUIET_MS,
): OscEdge {
  // Targets are known by their numbers: nothing is left to look up, and what is told does not wait a turn for it.
  const sender = createSocket({ type: 'udp4', lookup: (address, _, found) => found(null, address, 4) });
  const planned = new Set<NodeJS.Timeout>();
  let listener: Socket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let stopped = false;
  const refused = nonsense(stage, quietMs);
  let heard = 0;
  const listeners = new Set<ValueListener>();
  /** Put into words only where somebody looks. */
  const last = { heard: null as OscMessage | null, refused: '' };
  const onReach = (where: string, reached: boolean) =>
    stage.tell({ type: reached ? 'fault/cleared' : 'fault/raised', code: 'osc-unreachable', where });
  const targets = config.targets.map((target) => createTarget(sender, target, onReach));
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
    sendAs(event.type, bytes);
  }

  function sendAs(type: Event['type'], bytes: Uint8Array): void {
    for (const target of targets) target.send(type, bytes);
  }

  const feedback = startFeedback(stage, (told) => {
    for (const bytes of packBundles(told.map((one) => one.bytes))) sendAs('param/turned', bytes);
    for (const { address, bytes } of told) for (const listener of listeners) listener(address, bytes);
  });

  function hear(bytes: Uint8Array): void {
    const { messages, refused: unread } = unpackPacket(bytes);
    if (unread > 0) refuse(unread);
    for (const timed of messages) schedule(timed);
  }

  function schedule({ message, dueAt }: Timed): void {
    const aheadMs = dueAt === null ? 0 : dueAt - stage.now();
    if (aheadMs <= LEAD_MS) {
      act(message);
      return;
    }
    if (aheadMs > MAX_AHEAD_MS || planned.size >= MAX_PER_SECOND) {
      refuse(1, wordsOf(message));
      return;
    }
    const timer = setTimeout(() => {
      planned.delete(timer);
      act(message);
    }, aheadMs - LEAD_MS);
    planned.add(timer);
  }

  function act(message: Timed['message']): void {
    const patterned = isPattern(message.address);
    const tooMuch = patterned && isFlood(PATTERN_COST);
    const asked = tooMuch ? null : askedBy(message);
    const events = tooMuch || asked ? [] : eventsOf(message, stage.state());
    if (!asked && events.length === 0) {
      refuse(1, wordsOf(message));
      return;
    }
    heard += 1;
    last.heard = message;
    if (asked) feedback.again(asked);
    if (events.length > 0) gather(events);
  }

  const gather = createBatch((events) => {
    if (stopped) return;
    if (isFlood(events.length)) refuse(events.length, 'too many at a time');
    else stage.announce(events, null, DEVICE);
  });

  function isFlood(cost: number): boolean {
    const now = Math.floor(stage.now() / 1000);
    inSecond = now === second ? inSecond + cost : cost;
    second = now;
    return inSecond > MAX_PER_SECOND;
  }

  function refuse(count: number, words = 'what cannot be read'): void {
    last.refused = words;
    refused.heard(count);
  }

  function listen(): void {
    if (stopped) return;
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BYTES });
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

  const unhear = stage.onEvent(({ event }) => {
    send(event);
    feedback.look();
  });
  listen();
  return {
    name: DEVICE,
    port: () => (listener ? listener.address().port : null),
    onValue(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    health: () => {
      const listening = listener ? `Listening on port ${listener.address().port}` : 'Not listening';
      return {
        ok: listener !== null,
        detail: `${listening}. To ${targets.map(({ words }) => words()).join('; ') || 'nobody'}.`,
        figures: {
          sent: total('sent'),
          failed: total('failed'),
          heard,
          refused: refused.count,
          lastHeard: last.heard ? wordsOf(last.heard) : '',
          lastRefused: last.refused,
        },
      };
    },
    async stop() {
      stopped = true;
      unhear();
      for (const target of targets) target.stop();
      feedback.stop();
      if (retry) clearTimeout(retry);
      refused.stop();
      for (const timer of planned) clearTimeout(timer);
      const sockets = [sender, listener].filter((socket) => socket !== null);
      await Promise.all(
        sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}
