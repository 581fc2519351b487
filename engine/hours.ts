import { calendar } from './calendar.ts';
import type { Config } from './show/config-schema.ts';
import { isOpen, localTime, nextChange } from './show/hours.ts';
import type { Edge } from './show/ports.ts';
import { restartDue, sleepDue } from './show/sleep.ts';
import type { Stage } from './show/stage.ts';

const LOOK_EVERY_MS = 1000;

export interface HoursOptions {
  /** Null = always open. */
  hours: Config['hours'];
  /** Ends the engine where it will be started again; null where nobody would. */
  restart: (() => void) | null;
  everyMs?: number;
}

/** Puts the show to sleep and wakes it at its hours, and has it start anew while it sleeps. */
export function startHours(stage: Stage, { hours, restart, everyMs = LOOK_EVERY_MS }: HoursOptions): Edge {
  const startedAt = stage.now();
  let restarting = false;

  function look(): void {
    const at = stage.now();
    const visiting = stage.state().visit !== null;
    const due = sleepDue(calendar, hours, stage.state().sleep, visiting, at);
    if (due) stage.tell(due);
    if (!restart || restarting || !hours) return;
    restarting = restartDue(calendar, hours.restart, stage.state().sleep, visiting, startedAt, at);
    if (restarting) restart();
  }

  look();
  const clock = setInterval(look, everyMs);
  return {
    name: 'hours',
    health: () => ({ ok: true, detail: detail(stage, hours), figures: {} }),
    async stop() {
      clearInterval(clock);
    },
  };
}

function detail(stage: Stage, hours: Config['hours']): string {
  const { asleep, until, byHand } = stage.state().sleep;
  const hand = byHand ? ' by hand' : '';
  if (asleep) return `Asleep${hand} until ${until || 'somebody wakes it'}.`;
  const change = hours && nextChange(calendar, hours, stage.now());
  if (!hours || change === null) return `Awake${hand || ', always'}.`;
  return isOpen(calendar, hours, stage.now())
    ? `Awake until ${localTime(calendar, change)}.`
    : `Awake${hand}.`;
}
