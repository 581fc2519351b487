import type { FaultCode } from '../show/faults.ts';
import type { Stage } from '../show/stage.ts';

const MAX_WHERE = 200;

/** Tells of a fault once when it begins and once when it is over, however often it is noticed. */
export interface StandingFaults {
  raise(code: FaultCode, where: string): void;
  clear(code: FaultCode, where: string): void;
  /** Clears every fault of this code. */
  clearAll(code: FaultCode): void;
}

export function standingFaults(stage: Pick<Stage, 'tell'>): StandingFaults {
  const standing = new Map<string, { code: FaultCode; where: string }>();
  const keyOf = (code: FaultCode, where: string) => `${code} ${where}`;

  function clear(code: FaultCode, where: string): void {
    const short = where.slice(-MAX_WHERE);
    if (standing.delete(keyOf(code, short))) stage.tell({ type: 'fault/cleared', code, where: short });
  }

  return {
    clear,
    raise(code, where) {
      const short = where.slice(-MAX_WHERE);
      const key = keyOf(code, short);
      if (standing.has(key)) return;
      standing.set(key, { code, where: short });
      stage.tell({ type: 'fault/raised', code, where: short });
    },
    clearAll(code) {
      for (const fault of [...standing.values()]) if (fault.code === code) clear(code, fault.where);
    },
  };
}
