import WebSocket from 'ws';
import type { Event } from '../../engine/show/events.ts';

const AGAIN_MS = 250;

/** A page that reads as a wall does: snapshot, every event, a picture of every newborn; back by itself when it is cut off. */
export interface WallPage {
  births(): number;
  /** Breaks the connection. */
  cut(): void;
  close(): void;
}

export function openWallPage(url: string, onEvent: (event: Event) => void): WallPage {
  let socket: WebSocket | null = null;
  let closed = false;
  let births = 0;
  let revision = 0;

  function hear(text: string): void {
    const said = JSON.parse(text) as { revision?: number; event?: Event };
    if (!said.event) return;
    if (said.revision !== revision + 1) void get('/api/state');
    revision = said.revision!;
    if (said.event.type === 'creature/born') {
      births += 1;
      if (said.event.slot >= 0) void get(`/creatures/${said.event.creature}.webp?size=256`);
    }
    onEvent(said.event);
  }

  async function get(path: string): Promise<void> {
    // An engine that is away is what the socket finds out by itself.
    const answer = await fetch(url + path).catch(() => null);
    await answer?.arrayBuffer().catch(() => null);
  }

  function open(): void {
    if (closed) return;
    void get('/api/state');
    const opened = new WebSocket(`${url.replace('http', 'ws')}/api/live`);
    socket = opened;
    opened.on('message', (data, isBinary) => {
      if (!isBinary) hear(String(data));
    });
    opened.on('error', () => {});
    opened.on('close', () => setTimeout(open, AGAIN_MS));
  }

  open();
  return {
    births: () => births,
    cut: () => socket?.terminate(),
    close() {
      closed = true;
      socket?.terminate();
    },
  };
}
