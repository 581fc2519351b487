import type { Socket } from 'node:dgram';
import { type EventType, isWanted } from '../../engine/show/events.ts';
import { type Asking, reachOf } from './reach.ts';

/** Where OSC goes, and which events of the show it gets; all where it names none. */
export interface TargetConfig {
  host: string;
  port: number;
  only?: readonly string[] | undefined;
}

/** One listener of the show's events and how sending to it goes. */
export interface Target {
  send(type: EventType, bytes: Uint8Array): void;
  /** One plain clause: where, how many, and what went wrong last. */
  words(): string;
  readonly sent: number;
  readonly failed: number;
}

/** What waits for the address of a name that is being looked up. */
const MAX_WAITING = 64;
const POLL_MS = 100;

/**
 * Sends through `socket`. `onReach` hears when nothing can be sent to it any more, and when it can again. Whether
 * somebody listens there nobody can know: sound and light may be switched on later.
 */
export function createTarget(
  socket: Socket,
  { host, port, only }: TargetConfig,
  onReach: (target: string, reached: boolean) => void,
  asking?: Asking,
): Target & { stop(): void } {
  let sent = 0;
  let failed = 0;
  let last = '';
  let reached = true;
  let waiting: Uint8Array[] = [];
  let stopped = false;
  const reach = reachOf(host, lost, asking);
  // What waits goes out by itself once the name is found.
  const poll = setInterval(() => {
    if (waiting.length > 0 && reach.address() !== null) for (const bytes of waiting.splice(0)) out(bytes);
  }, POLL_MS);
  poll.unref();
  reach.address();

  function told(now: boolean) {
    if (now === reached || stopped) return;
    reached = now;
    onReach(`${host}:${port}`, now);
  }

  function fail(error: Error) {
    failed += 1;
    last = error.message.slice(0, 100);
    told(false);
  }

  function lost(error: Error) {
    for (const _ of waiting.splice(0)) fail(error);
    last = error.message.slice(0, 100);
    told(false);
  }

  function out(bytes: Uint8Array) {
    const address = reach.address();
    if (address === null) {
      // A name that was not found is not waited for: what is told an hour later is told wrongly.
      if (!reached) failed += 1;
      else waiting = [...waiting, bytes].slice(-MAX_WAITING);
      return;
    }
    socket.send(bytes, port, address, (error) => {
      if (error) {
        reach.doubt();
        return fail(error);
      }
      sent += 1;
      told(true);
    });
  }

  return {
    send(type, bytes) {
      if (only && !only.some((pattern) => isWanted(pattern, type))) return;
      out(bytes);
    },
    words() {
      const part = only ? ` (${only.join(', ')})` : '';
      const trouble = failed > 0 ? `, ${failed} failed: ${last}` : '';
      return `${host}:${port}${part} ${sent} sent${trouble}`;
    },
    get sent() {
      return sent;
    },
    get failed() {
      return failed;
    },
    stop() {
      stopped = true;
      clearInterval(poll);
    },
  };
}
