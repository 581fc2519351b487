import type { VisitResult } from '../show/ports.ts';
import type { VisitParts } from './parts.ts';

const RETRY_MS = 30_000;

/** Erases the profiles of visitors who do not want to be kept, when their visit is over. */
export interface Keeping {
  /** Marks a profile for erasure: a phone's after the reveal time, the booth's with its visit. */
  forget(result: VisitResult, phone: boolean): void;
  /** Erases what is still marked. */
  stop(): Promise<void>;
}

/** Starts with whatever an earlier run was kept from erasing. */
export function startKeeping(
  { stage, library }: Pick<VisitParts, 'stage' | 'library'>,
  onError: (error: unknown) => void,
): Keeping {
  const timers = new Map<number, NodeJS.Timeout>();
  const byVisit = new Map<string, number>();
  const erasing = new Set<Promise<void>>();

  async function erase(creature: number) {
    clearTimeout(timers.get(creature));
    timers.delete(creature);
    try {
      if (await library.eraseCreature(creature)) stage.tell({ type: 'profile/erased', creature });
    } catch (error) {
      onError(error);
      later(creature, RETRY_MS);
    }
  }

  function now(creature: number) {
    const job = erase(creature).finally(() => erasing.delete(job));
    erasing.add(job);
  }

  function later(creature: number, ms: number) {
    timers.set(
      creature,
      setTimeout(() => now(creature), ms),
    );
  }

  const unhear = stage.onEvent(({ event }) => {
    if (event.type !== 'visit/ended' && event.type !== 'visit/cancelled') return;
    const creature = byVisit.get(event.visit);
    byVisit.delete(event.visit);
    if (creature !== undefined) now(creature);
  });
  for (const creature of library.unkept()) now(creature);

  return {
    forget({ visit, creature: { id } }, phone) {
      if (phone) later(id, stage.state().times.revealMs);
      else if (stage.state().visit?.visit === visit) byVisit.set(visit, id);
      else now(id);
    },
    async stop() {
      unhear();
      for (const creature of [...timers.keys(), ...byVisit.values()]) now(creature);
      byVisit.clear();
      await Promise.all(erasing);
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
