import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../tools/show.ts';

const root = join(import.meta.dirname, '../..');
const KEPT_LOG = 20_000;
const START_MS = 120_000;
const SERVICE = join(root, 'hardware/venue/mishmash-us.service');

/** The engine with the memory that its service gives it, in whichever of its lives. */
export interface EngineLife {
  url: string;
  /** Counts from 1. */
  life(): number;
  pid(): number;
  childPid(): number | null;
  /** The end of what it has said. */
  log(): string;
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export function engineLife(port: number, args: readonly string[], pin: string): EngineLife {
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let gone: Promise<number | null> = Promise.resolve(null);
  let life = 0;
  let log = '';
  const hear = (chunk: unknown) => {
    log = (log + chunk).slice(-KEPT_LOG);
  };
  return {
    url,
    life: () => life,
    pid: () => child!.pid!,
    childPid: () => childOf(child!.pid!),
    log: () => log,
    async start() {
      life += 1;
      const given = ['--import', 'tsx', 'engine/main.ts', '--port', String(port), ...args];
      const env = { ...process.env, MISHMASH_PIN: pin, ...serviceMemory() };
      // A group of its own: Ctrl+C is for the soak, which ends the engine itself.
      const begun = spawn(process.execPath, given, {
        cwd: root,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = begun;
      begun.stdout.on('data', hear);
      begun.stderr.on('data', hear);
      gone = new Promise((resolve) => begun.once('exit', resolve));
      await until(
        async () => {
          if (begun.exitCode !== null) throw new Error(`the engine ended with ${begun.exitCode}:\n${log}`);
          return (await fetch(`${url}/health`).catch(() => null)) !== null;
        },
        'the engine to answer',
        START_MS,
      );
    },
    end(signal) {
      child?.kill(signal);
      return gone;
    },
  };
}

/** The process that holds the networks: the engine's only child that runs child.ts. */
function childOf(engine: number): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]);
      if (parent === engine && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gan/child'))
        return Number(pid);
    } catch {
      // It ended while it was looked at.
    }
  }
  return null;
}

/** Memory in MB and open handles of a process; NaN where there is none. */
function usageOf(pid: number | null): Usage {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return { megabytes: Number(kilobytes) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { megabytes: Number.NaN, handles: Number.NaN };
  }
}

/** What one process uses. */
export interface Usage {
  megabytes: number;
  handles: number;
}

/** Reads every `everyMs` what engine and child use, until it is stopped. */
export function watchUsage(engine: Pick<EngineLife, 'pid' | 'childPid'>, everyMs: number) {
  const highest = new Map<number, number>();
  let child: number | null = null;
  let childLife = 0;
  const read = (pid: number | null): Usage => {
    const { megabytes, handles } = usageOf(pid);
    if (pid === null || Number.isNaN(megabytes)) return { megabytes, handles };
    highest.set(pid, Math.max(megabytes, highest.get(pid) ?? 0));
    return { megabytes: highest.get(pid)!, handles };
  };
  const both = () => {
    const pid = engine.childPid();
    if (pid !== null && pid !== child) {
      child = pid;
      childLife += 1;
    }
    return { engine: read(engine.pid()), child: read(pid), childLife };
  };
  const timer = setInterval(both, everyMs);
  return {
    /** The handles of now and the most memory that the processes of now had since it was asked last; how many children it has seen. */
    take() {
      const now = both();
      highest.clear();
      return now;
    },
    stop: () => clearInterval(timer),
  };
}

/** What the service says of memory in its environment, to malloc and to V8. */
function serviceMemory(): Record<string, string> {
  const settings = readFileSync(SERVICE, 'utf8').match(/\b(MALLOC_\w+=\S+|NODE_OPTIONS=[^"\n]+)/g) ?? [];
  return Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/, 2) as [string, string]));
}
