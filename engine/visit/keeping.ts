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
  const timers = new Map<string, NodeJS.Timeout>();
  const byVisit = new Map<string, string>();
  const erasing = new Set<Promise<void>>();

  async function erase(code: string) {
    clearTimeout(timers.get(code));
    timers.delete(code);
    try {
      const creature = await library.erase(code);
      if (creature !== null) stage.tell({ type: 'profile/erased', creature });
    } catch (error) {
      onError(error);
      later(code, RETRY_MS);
    }
  }

  function now(code: string) {
    const job = erase(code).finally(() => erasing.delete(job));
    erasing.add(job);
  }

  function later(code: string, ms: number) {
    timers.set(
      code,
      setTimeout(() => now(code), ms),
    );
  }

  const unhear = stage.onEvent(({ event }) => {
    if (event.type !== 'visit/ended' && event.type !== 'visit/cancelled') return;
    const code = byVisit.get(event.visit);
    byVisit.delete(event.visit);
    if (code) now(code);
  });
  for (const code of library.unkept()) now(code);

  return {
    forget({ visit, code }, phone) {
      if (phone) later(code, stage.state().times.revealMs);
      else if (stage.state().visit?.visit === visit) byVisit.set(visit, code);
      else now(code);
    },
    async stop() {
      unhear();
      for (const code of [...timers.keys(), ...byVisit.values()]) now(code);
      byVisit.clear();
      await Promise.all(erasing);
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
