import { type Event, parseEvent } from '../engine/show/events.ts';
import { reduce } from '../engine/show/reduce.ts';
import type { State } from '../engine/show/state.ts';
import { sharedClock } from './clock.ts';

/** The page's copy of the show: a snapshot and every event since, through the same reduce as in the engine. */
export interface Link {
  /** Null until the first snapshot is there. */
  state(): State | null;
  /** The engine's clock, in ms since 1970. */
  now(): number;
  live(): boolean;
  /** The number of the last event that is in the state. */
  revision(): number;
  /** Raises an event in the engine; false while there is no connection. */
  raise(event: Event): boolean;
  /** `by`: who turned it, where somebody did. */
  onEvent(listener: (event: Event, state: State, at: number, by: string) => void): () => void;
  /** A whole new state: at the start, after a gap, and when the engine came back. */
  onSnapshot(listener: (state: State) => void): () => void;
  /** Pictures that only matter while they are new; asked for once somebody listens. */
  onFrame(listener: (name: string, bytes: Uint8Array) => void): () => void;
  onStatus(listener: (live: boolean) => void): () => void;
  close(): void;
}

interface Frame {
  revision: number;
  at: number;
  event: Event;
  by: string;
}

const RETRY_MS = [100, 250, 500, 1000, 2000];

/** Links to the engine that served the page (or at `origin`) and never gives up. */
export function link(origin: string = location.origin): Link {
  const events = new Set<(event: Event, state: State, at: number, by: string) => void>();
  const snapshots = new Set<(state: State) => void>();
  const frames = new Set<(name: string, bytes: Uint8Array) => void>();
  const statuses = new Set<(live: boolean) => void>();
  let state: State | null = null;
  let revision = 0;
  const clock = sharedClock();
  let socket: WebSocket | null = null;
  let early: Frame[] = [];
  let loading = false;
  let failures = 0;
  let closed = false;
  let isLive = false;

  function setLive(live: boolean): void {
    if (live === isLive) return;
    isLive = live;
    for (const listener of statuses) listener(live);
  }

  function apply(frame: Frame): void {
    if (!state || frame.revision <= revision) return;
    state = reduce(state, frame.event, frame.at);
    revision = frame.revision;
    for (const listener of events) listener(frame.event, state, frame.at, frame.by);
  }

  /** Frames that come while the snapshot is on its way wait for it. */
  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      const response = await fetch(`${origin}/api/state`, { cache: 'no-store' });
      if (!response.ok) throw new Error(`snapshot: ${response.status}`);
      const arrived = pageMs();
      const snapshot = (await response.json()) as { revision: number; at: number; state: State };
      clock.hear(snapshot.at, arrived);
      revision = snapshot.revision;
      state = snapshot.state;
      for (const listener of snapshots) listener(state);
      setLive(socket?.readyState === WebSocket.OPEN);
      loading = false;
      const waiting = early;
      early = [];
      for (const frame of waiting) hear(frame);
    } catch {
      loading = false;
      socket?.close();
    }
  }

  function hear(frame: Frame): void {
    if (loading || !state) {
      early.push(frame);
      return;
    }
    if (isGap(revision, frame.revision)) {
      early.push(frame);
      void load();
      return;
    }
    apply(frame);
  }

  function want(): void {
    if (frames.size > 0 && socket?.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ want: ['frames'] }));
  }

  function hearPicture(bytes: Uint8Array): void {
    const from = 1 + (bytes[0] ?? 0);
    const name = new TextDecoder().decode(bytes.subarray(1, from));
    for (const listener of frames) listener(name, bytes.subarray(from));
  }

  function connect(): void {
    if (closed) return;
    socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/live`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      failures = 0;
      early = [];
      want();
      void load();
    };
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) return hearPicture(new Uint8Array(data));
      const frame = typeof data === 'string' ? parseFrame(data) : null;
      if (!frame) return;
      clock.hear(frame.at, pageMs());
      hear(frame);
    };
    socket.onclose = () => {
      setLive(false);
      setTimeout(connect, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    };
  }

  connect();
  const subscribed =
    <L>(set: Set<L>) =>
    (listener: L) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
  return {
    state: () => state,
    now: () => pageMs() + clock.offset(),
    live: () => isLive,
    revision: () => revision,
    raise(event) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(event));
      return true;
    },
    onEvent: subscribed(events),
    onSnapshot: subscribed(snapshots),
    onFrame(listener) {
      frames.add(listener);
      want();
      return () => void frames.delete(listener);
    },
    onStatus: subscribed(statuses),
    close() {
      closed = true;
      socket?.close();
    },
  };
}

/** ms since 1970; unlike Date.now() it never jumps while the page is open. */
function pageMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Whether `next` leaves something out after `last`; what is older than `last` is no gap, only late. */
export function isGap(last: number, next: number): boolean {
  return next > last + 1;
}

/** One frame of the live socket; null where it is none. */
export function parseFrame(text: string): Frame | null {
  try {
    const { revision, at, event, by = '' } = JSON.parse(text);
    if (!Number.isInteger(revision) || !Number.isFinite(at)) return null;
    return { revision, at, event: parseEvent(event), by: String(by) };
  } catch {
    return null;
  }
}
