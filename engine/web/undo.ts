import type { EventOf } from '../show/events.ts';
import { type ParamName, type ParamValue, paramNames } from '../show/params.ts';
import type { Stage } from '../show/stage.ts';

const MAX_STEPS = 100;
/** Moves of one control within this time are one step. */
const GESTURE_MS = 1000;

type Values = Partial<Record<ParamName, ParamValue>>;

interface Step {
  before: Values;
  after: Values;
  /** The control that was moved, or the scene that was recalled. */
  what: string;
  by: string;
  at: number;
}

/** A step as a desk shows it. */
export interface StepView {
  what: string;
  /** Who did it; empty where nobody is known to have. */
  by: string;
  /** ms since 1970. */
  at: number;
}

export interface Undo {
  /** Turns everything back to before the last gesture or scene; the facts told, none where nothing is left. */
  back(by: string): EventOf<'param/turned'>[];
  /** Does again what was undone last, until something else is turned. */
  forward(by: string): EventOf<'param/turned'>[];
  /** What can be undone and done again, the next first. */
  steps(): { undo: StepView[]; redo: StepView[] };
  stop(): void;
}

/** Remembers what parameters were before each change, whoever made it: desk, controller or cue. */
export function startUndo(stage: Stage): Undo {
  let done: Step[] = [];
  let undone: Step[] = [];
  let params = stage.state().params;
  let moving = false;
  /** Facts that are told in one go are one step. */
  let inBatch = false;

  const stop = stage.onEvent(({ event, at, by }, state) => {
    if (state.params === params) return;
    const before: Values = {};
    const after: Values = {};
    for (const name of paramNames) {
      if (state.params[name] === params[name]) continue;
      before[name] = params[name];
      after[name] = state.params[name];
    }
    params = state.params;
    if (moving || Object.keys(before).length === 0) return;
    undone = [];
    const what =
      event.type === 'param/turned' ? event.param : event.type === 'scene/recalled' ? event.scene : '';
    const last = done.at(-1);
    const sameBatch = inBatch;
    inBatch = true;
    queueMicrotask(() => {
      inBatch = false;
    });
    const sameGesture = last && what === last.what && by === last.by && at - last.at < GESTURE_MS;
    if (last && (sameBatch || (sameGesture && event.type === 'param/turned'))) {
      // What a batch has turned for the first time was before it as it was then.
      last.before = { ...before, ...last.before };
      last.after = { ...last.after, ...after };
      last.at = at;
      if (sameBatch && what !== last.what) last.what = `${last.what.split(', …')[0]}, …`;
      return;
    }
    done = [...done, { before, after, what, by, at }].slice(-MAX_STEPS);
  });

  function turn(values: Values, by: string) {
    const facts = Object.entries(values).map(
      ([param, value]) => ({ type: 'param/turned', param, value }) as const,
    );
    moving = true;
    stage.announce(facts, null, by);
    moving = false;
    return facts;
  }

  const view = ({ what, by, at }: Step): StepView => ({ what, by, at });
  return {
    back(by) {
      const step = done.at(-1);
      if (!step || stage.state().desk.locked) return [];
      done = done.slice(0, -1);
      undone = [...undone, step];
      return turn(step.before, by);
    },
    forward(by) {
      const step = undone.at(-1);
      if (!step || stage.state().desk.locked) return [];
      undone = undone.slice(0, -1);
      done = [...done, step];
      return turn(step.after, by);
    },
    steps: () => ({ undo: done.map(view).reverse(), redo: undone.map(view).reverse() }),
    stop,
  };
}
