import type { EventOf } from '../show/events.ts';
import { type ParamName, type ParamValue, paramNames } from '../show/params.ts';
import type { Stage } from '../show/stage.ts';

const MAX_STEPS = 100;
/** Moves of one control within this time are one step. */
const GESTURE_MS = 1000;

type Values = Partial<Record<ParamName, ParamValue>>;

interface Step {
  before: Values;
  moved: string;
  at: number;
}

export interface Undo {
  /** Turns everything back to before the last gesture or scene; the facts told, none where nothing is left. */
  back(): EventOf<'param/turned'>[];
  stop(): void;
}

/** Remembers what parameters were before each change, whoever made it: desk, controller or cue. */
export function startUndo(stage: Stage): Undo {
  const steps: Step[] = [];
  let params = stage.state().params;
  let undoing = false;

  const stop = stage.onEvent(({ event, at }, state) => {
    if (state.params === params) return;
    const before: Values = {};
    for (const name of paramNames) if (state.params[name] !== params[name]) before[name] = params[name];
    params = state.params;
    if (undoing || Object.keys(before).length === 0) return;
    const moved = event.type === 'param/turned' ? event.param : '';
    const last = steps.at(-1);
    if (last && moved && last.moved === moved && at - last.at < GESTURE_MS) {
      last.at = at;
      return;
    }
    steps.push({ before, moved, at });
    if (steps.length > MAX_STEPS) steps.shift();
  });

  function back() {
    const step = steps.pop();
    const facts = Object.entries(step?.before ?? {}).map(
      ([param, value]) => ({ type: 'param/turned', param, value }) as const,
    );
    undoing = true;
    for (const fact of facts) stage.tell(fact);
    undoing = false;
    return facts;
  }
  return { back, stop };
}
