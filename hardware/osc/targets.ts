import type { Socket } from 'node:dgram';
import { type EventType, isWanted } from '../../engine/show/events.ts';

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

/** Sends through `socket`. A target that is not there is no fault: sound and light may be switched on later. */
export function createTarget(socket: Socket, { host, port, only }: TargetConfig): Target {
  let sent = 0;
  let failed = 0;
  let last = '';
  return {
    send(type, bytes) {
      if (only && !only.some((pattern) => isWanted(pattern, type))) return;
      socket.send(bytes, port, host, (error) => {
        if (!error) {
          sent += 1;
          return;
        }
        failed += 1;
        last = error.message.slice(0, 100);
      });
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
  };
}
