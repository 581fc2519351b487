import type { Effect } from '../show/effects.ts';
import type { Event } from '../show/events.ts';
import type { Stage } from '../show/stage.ts';
import type { State } from '../show/state.ts';
import { newVisitId } from './code.ts';

/**
 * Carries out the orders about visits and lets phases run out: a deadline of the state becomes a timer, the timer
 * `phase/elapsed`. A visit that was running when the show last stopped is cancelled. Returns how to stop.
 */
export function startFlow(stage: Stage): () => void {
  let timer: NodeJS.Timeout | undefined;
  let armed = '';

  function arm({ visit, phase, deadline }: State) {
    const key = `${visit?.visit} ${phase} ${deadline}`;
    if (key === armed) return;
    clearTimeout(timer);
    armed = key;
    if (deadline === null || !visit) return;
    // The timer counts what is left now and does not look at the clock again, which may jump in between.
    timer = setTimeout(
      () => {
        armed = '';
        stage.tell({ type: 'phase/elapsed', visit: visit.visit, phase });
      },
      Math.max(0, deadline - stage.now()),
    );
  }

  const running = stage.state().visit;
  if (running) stage.tell({ type: 'visit/cancelled', visit: running.visit, cause: 'restarted' });
  const unhear = stage.onEvent((_, state) => arm(state));
  const unorder = stage.onEffect((effect) => {
    const fact = factOf(effect);
    if (fact) stage.tell(fact);
  });
  return () => {
    unhear();
    unorder();
    clearTimeout(timer);
  };
}

/** What is true once an order about visits is carried out; null for the orders of other edges. */
function factOf(effect: Effect): Event | null {
  switch (effect.type) {
    case 'begin-visit':
      return { type: 'visit/begun', visit: newVisitId(), cause: effect.cause };
    case 'hurry-visit':
      return { type: 'phase/elapsed', visit: effect.visit, phase: 'notice' };
    case 'cancel-visit':
      return { type: 'visit/cancelled', visit: effect.visit, cause: effect.cause };
    case 'end-visit':
      return { type: 'visit/ended', visit: effect.visit };
    default:
      return null;
  }
}
