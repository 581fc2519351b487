import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A machine that is shared may need long; an engine that ended is told at once. */
const START_MS = 120_000;
const root = join(import.meta.dirname, '../..');

/** A running engine, started as the exhibitor starts it (the pages are built beforehand). */
export interface RunningShow {
  url: string;
  process: ChildProcess;
  output(): string;
  /** Sends a signal and waits for the end; the exit code, or null where a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'mishmash-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A TCP port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts the engine and waits until its health answers. Rejects with its output where it ends before. */
export async function startShow(port: number, args: readonly string[]): Promise<RunningShow> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'engine/main.ts', '--port', String(port), ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const show: RunningShow = {
    url,
    process: child,
    output: () => text,
    end(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode}:\n${text}`);
      return (await fetch(`${url}/health`).catch(() => null)) !== null;
    },
    `the engine to answer:\n${text}`,
    START_MS,
  );
  return show;
}

/** Polls until `done` holds; rejects with `what` after `limitMs`. */
export async function until(
  done: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 30_000,
): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await done())) {
    if (Date.now() > limit) throw new Error(`waited ${limitMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
