import { type Effect, effects } from './effects.ts';
import type { Event } from './events.ts';
import type { CreatureRecord } from './record.ts';
import { reduce } from './reduce.ts';
import type { Step } from './sensing/sense.ts';
import type { State } from './state.ts';

/** One numbered fact. */
export interface Entry {
  revision: number;
  /** ms since 1970. */
  at: number;
  event: Event;
  /** Who turned it, in words for the desks, such as `desk Ada` or `osc`; empty where nobody did. Not kept. */
  by: string;
}

export interface StageOptions {
  state: State;
  revision: number;
  now: () => number;
  /** Makes facts durable, all or nothing, before anyone hears of them; a creature's record goes in with its birth. */
  journal: (entries: readonly Entry[], record: CreatureRecord | null) => void;
  /** Told of a listener's exception; the other listeners go on. */
  onError: (error: unknown) => void;
}

type Listener = (entry: Entry, state: State) => void;
type EffectListener = (effect: Effect) => void;
type TraceListener = (sensor: string, value: number | null, at: number, step: Step | null) => void;
type FrameListener = (name: string, bytes: Uint8Array) => void;

/** The one store. Events change the state and are numbered; traces and frames only pass through, latest wins. */
export interface Stage {
  readonly revision: number;
  state(): State;
  now(): number;
  /** Makes the facts durable, applies them in order and tells everyone. Throws where a record cannot be kept. */
  announce(events: readonly Event[], record?: CreatureRecord | null, by?: string): void;
  /** One fact without a record. Never throws. */
  tell(event: Event, by?: string): void;
  /** `step`: what the sensing made of the value, where it is known. */
  trace(sensor: string, value: number | null, step?: Step | null): void;
  frame(name: string, bytes: Uint8Array): void;
  /** Whether anybody listens to frames: what nobody sees need not be drawn. */
  framesWanted(): boolean;
  onEvent(listener: Listener): () => void;
  onEffect(listener: EffectListener): () => void;
  onTrace(listener: TraceListener): () => void;
  onFrame(listener: FrameListener): () => void;
}

export function createStage(options: StageOptions): Stage {
  let { state, revision } = options;
  const { now, journal, onError } = options;
  const events = hub<Listener>(onError);
  const orders = hub<EffectListener>(onError);
  const traces = hub<TraceListener>(onError);
  const frames = hub<FrameListener>(onError);
  const waiting: (() => void)[] = [];
  let busy = false;

  function apply(batch: readonly Event[], record: CreatureRecord | null, by: string) {
    const at = now();
    const entries = batch.map((event, i) => ({ revision: revision + i + 1, at, event, by }));
    try {
      journal(entries, record);
    } catch (error) {
      // A creature that is not durable is not announced; any other fact still moves the show.
      if (record) throw error;
      onError(error);
    }
    for (const entry of entries) {
      const before = state;
      state = reduce(before, entry.event, at);
      revision = entry.revision;
      events.each((listener) => listener(entry, state));
      for (const effect of effects(before, entry.event, state)) orders.each((listener) => listener(effect));
    }
  }

  /** A fact raised by a listener waits until everyone has heard the one before it. */
  function inTurn(job: () => void) {
    if (busy) return void waiting.push(job);
    busy = true;
    try {
      job();
    } finally {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        try {
          next();
        } catch (error) {
          onError(error);
        }
      }
      busy = false;
    }
  }

  const stage: Stage = {
    get revision() {
      return revision;
    },
    state: () => state,
    now,
    announce(batch, record = null, by = '') {
      inTurn(() => apply(batch, record, by));
    },
    tell: (event, by = '') => stage.announce([event], null, by),
    trace(sensor, value, step = null) {
      const at = step?.at ?? now();
      traces.each((listener) => listener(sensor, value, at, step));
    },
    frame: (name, bytes) => frames.each((listener) => listener(name, bytes)),
    framesWanted: () => frames.size > 0,
    onEvent: events.add,
    onEffect: orders.add,
    onTrace: traces.add,
    onFrame: frames.add,
  };
  return stage;
}

function hub<L>(onError: (error: unknown) => void) {
  const listeners = new Set<L>();
  return {
    add(listener: L) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get size() {
      return listeners.size;
    },
    each(call: (listener: L) => void) {
      for (const listener of listeners) {
        try {
          call(listener);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
