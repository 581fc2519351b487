import { readdirSync, readFileSync } from 'node:fs';
import type { EngineLife } from './engine.ts';
import { percentile } from './fit.ts';

/** What one process uses; NaN where it could not be read. */
export interface Usage {
  /** The median of the readings. */
  megabytes: number;
  mostMegabytes: number;
  handles: number;
}

const UNREAD: Usage = { megabytes: Number.NaN, mostMegabytes: Number.NaN, handles: Number.NaN };

/** Resident memory in MB; NaN where there is no such process. */
function residentMB(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

function openHandles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}

/** Reads every `everyMs` what engine and child use, until it is stopped. */
export function watchUsage(engine: Pick<EngineLife, 'pid' | 'childPid'>, everyMs: number) {
  const readings = new Map<number, number[]>();
  let child: number | null = null;
  let childLife = 0;
  const read = (pid: number) => {
    const megabytes = residentMB(pid);
    if (!Number.isFinite(megabytes)) return;
    if (!readings.has(pid)) readings.set(pid, []);
    readings.get(pid)!.push(megabytes);
  };
  const readBoth = () => {
    const [mine, childs] = [engine.pid(), engine.childPid()];
    if (childs !== null && childs !== child) {
      child = childs;
      childLife += 1;
    }
    read(mine);
    if (childs !== null) read(childs);
    return [mine, childs] as const;
  };
  const usageOf = (pid: number | null): Usage => {
    const all = pid === null ? undefined : readings.get(pid);
    if (!all) return UNREAD;
    return { megabytes: percentile(all, 0.5), mostMegabytes: Math.max(...all), handles: openHandles(pid!) };
  };
  const timer = setInterval(readBoth, everyMs);
  return {
    /** The handles of now and the memory that the processes of now had since it was asked last; how many children it has seen. */
    take() {
      const [mine, childs] = readBoth();
      const usage = { engine: usageOf(mine), child: usageOf(childs), childLife };
      readings.clear();
      return usage;
    },
    stop: () => clearInterval(timer),
  };
}
