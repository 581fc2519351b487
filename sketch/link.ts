import type { Event } from '../engine/show/events.ts';
import type { Page } from '../engine/show/pages.ts';
import { reduce } from '../engine/show/reduce.ts';
import type { Seen } from '../engine/show/seen.ts';
import type { State } from '../engine/show/state.ts';
import { sharedClock } from './clock.ts';
import {
  type Frame,
  isGap,
  isReload,
  parseFrame,
  parsePicture,
  parseSeen,
  parseTrace,
  type Trace,
} from './frames.ts';
import { listeners } from './listeners.ts';

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
  /** Tells pages that measure what this one has just shown; nobody keeps it. */
  tell(seen: Seen): void;
  /** Tells the engine what this page is and how far it is. */
  introduce(page: Page): void;
  /** `by`: who turned it, where somebody did. */
  onEvent(listener: (event: Event, state: State, at: number, by: string) => void): () => void;
  /** A whole new state: at the start, after a gap, and when the engine came back. */
  onSnapshot(listener: (state: State) => void): () => void;
  /** Pictures that only matter while they are new; asked for once somebody listens. */
  onFrame(listener: (name: string, bytes: Uint8Array) => void): () => void;
  /** What the sensors tell, twenty times a second at most; asked for once somebody listens. */
  onTrace(listener: (trace: Trace) => void): () => void;
  onSeen(listener: (seen: Seen) => void): () => void;
  /** The engine asks the page to load itself anew. */
  onReload(listener: () => void): () => void;
  onStatus(listener: (live: boolean) => void): () => void;
  close(): void;
}

const RETRY_MS = [100, 250, 500, 1000, 2000];

/** Links to the engine that served the page (or at `origin`) and never gives up. */
export function link(origin: string = location.origin): Link {
  const events = listeners<[event: Event, state: State, at: number, by: string]>();
  const snapshots = listeners<[State]>();
  const frames = listeners<[name: string, bytes: Uint8Array]>(() => want());
  const traces = listeners<[Trace]>(() => want());
  const seens = listeners<[Seen]>(() => want());
  const reloads = listeners<[]>();
  const statuses = listeners<[live: boolean]>();
  let state: State | null = null;
  let revision = 0;
  const clock = sharedClock();
  let socket: WebSocket | null = null;
  let early: Frame[] = [];
  let loading = false;
  /** Events were missed since the snapshot that is on its way was asked for. */
  let again = false;
  let failures = 0;
  let closed = false;
  let isLive = false;

  function setLive(live: boolean): void {
    if (live === isLive) return;
    isLive = live;
    statuses.tell(live);
  }

  function apply(frame: Frame): void {
    if (!state || frame.revision <= revision) return;
    state = reduce(state, frame.event, frame.at);
    revision = frame.revision;
    events.tell(frame.event, state, frame.at, frame.by);
  }

  /** Frames that come while the snapshot is on its way wait for it. */
  async function load(): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    again = false;
    try {
      const response = await fetch(`${origin}/api/state`, { cache: 'no-store' });
      if (!response.ok) throw new Error(`snapshot: ${response.status}`);
      const arrived = pageMs();
      const snapshot = (await response.json()) as { revision: number; at: number; state: State };
      clock.hear(snapshot.at, arrived);
      revision = snapshot.revision;
      state = snapshot.state;
      snapshots.tell(state);
      setLive(socket?.readyState === WebSocket.OPEN);
      loading = false;
      if (again) return load();
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
    const streams = Object.entries({ frames, traces, seen: seens }).flatMap(([name, { size }]) =>
      size > 0 ? [name] : [],
    );
    say({ want: streams });
  }

  function say(data: object): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(data));
    return true;
  }

  function hearPicture(frame: Uint8Array): void {
    const { name, bytes } = parsePicture(frame);
    frames.tell(name, bytes);
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
      if (typeof data !== 'string') return;
      const trace = traces.size > 0 ? parseTrace(data) : null;
      if (trace) traces.tell(trace);
      const seen = seens.size > 0 && !trace ? parseSeen(data) : null;
      if (seen) seens.tell(seen);
      const frame = trace || seen ? null : parseFrame(data);
      if (!frame) return isReload(data) ? reloads.tell() : undefined;
      clock.hear(frame.at, pageMs());
      hear(frame);
    };
    socket.onclose = () => {
      setLive(false);
      setTimeout(connect, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    };
  }

  connect();
  return {
    state: () => state,
    now: () => pageMs() + clock.offset(),
    live: () => isLive,
    revision: () => revision,
    raise: say,
    tell: (seen) => void say({ seen }),
    introduce: (page) => void say({ page }),
    onEvent: events.add,
    onSnapshot: snapshots.add,
    onFrame: frames.add,
    onTrace: traces.add,
    onSeen: seens.add,
    onReload: reloads.add,
    onStatus: statuses.add,
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
