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

/** What the service says of memory in its environment, to malloc and to V8. */
function serviceMemory(): Record<string, string> {
  const settings = readFileSync(SERVICE, 'utf8').match(/\b(MALLOC_\w+=\S+|NODE_OPTIONS=[^"\n]+)/g) ?? [];
  return Object.fromEntries(settings.map((setting) => setting.split(/=(.*)/, 2) as [string, string]));
}
