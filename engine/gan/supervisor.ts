import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Lanes } from './lanes.ts';
import type { Done, FromChild, Job, OpenOrder, ToChild } from './messages.ts';
import { GeneratorDown, type Lane, type ProviderReport } from './port.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
/** A first picture takes about ten times a normal one; a hung child is ended after this. */
const JOB_LIMIT_MS = 15_000;
const OPEN_LIMIT_MS = 120_000;
const BACK_OFF_MS = [0, 250, 500, 1000, 2000, 4000];
/** A child that ran this long was healthy: the next failure starts the back-off afresh. */
const HEALTHY_MS = 30_000;

export interface SupervisorEvents {
  opened(provider: string, reports: ProviderReport[]): void;
  down(cause: string): void;
}

interface Pending {
  job: Job;
  resolve(done: Done): void;
  reject(error: Error): void;
}

/** Keeps one child process with the networks alive and feeds it one job at a time. */
export class Supervisor {
  readonly #order: OpenOrder;
  readonly #events: SupervisorEvents;
  readonly #lanes = new Lanes<Pending>();
  #child: ChildProcess | null = null;
  #running = false;
  #stopped = false;
  #current: (Pending & { id: number; timer: NodeJS.Timeout }) | null = null;
  #nextId = 1;
  #failures = 0;
  #restarts = 0;
  #since = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(order: OpenOrder, events: SupervisorEvents) {
    this.#order = order;
    this.#events = events;
    this.#launch();
  }

  get running(): boolean {
    return this.#running;
  }

  get waiting(): number {
    return this.#lanes.size + (this.#current ? 1 : 0);
  }

  get restarts(): number {
    return this.#restarts;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Runs one job in its turn. Rejects with GeneratorDown while there is no child or no room. */
  run(job: Job, lane: Lane): Promise<Done> {
    if (!this.#running) return Promise.reject(new GeneratorDown('the generator is not running'));
    return new Promise((resolve, reject) => {
      if (this.#lanes.push(lane, { job, resolve, reject })) this.#feed();
      else reject(new GeneratorDown(`no room for another ${lane} job`));
    });
  }

  /** Ends the child for good; whatever waits is rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #launch(): void {
    const child = fork(CHILD, [], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#since = performance.now();
    this.#timer = setTimeout(() => child.kill('SIGKILL'), OPEN_LIMIT_MS);
    child.on('message', (message: FromChild) => this.#hear(child, message));
    child.once('exit', (code, signal) => this.#lost(child, `it ended with ${signal ?? code}`));
    child.once('error', (error) => this.#lost(child, error.message));
    this.#send(child, this.#order);
  }

  #hear(child: ChildProcess, message: FromChild): void {
    if (child !== this.#child) return;
    switch (message.type) {
      case 'opened':
        if (this.#timer) clearTimeout(this.#timer);
        this.#running = true;
        this.#events.opened(message.provider, message.reports);
        return;
      case 'failed':
        this.#events.down(message.message);
        child.kill('SIGKILL');
        return;
      case 'done':
      case 'job-failed': {
        const current = this.#current;
        if (current?.id !== message.id) return;
        clearTimeout(current.timer);
        this.#current = null;
        if (message.type === 'done') current.resolve(message);
        else current.reject(new Error(message.message));
        this.#feed();
      }
    }
  }

  #feed(): void {
    if (!this.#running || this.#current || !this.#child) return;
    const next = this.#lanes.shift();
    if (!next) return;
    const child = this.#child;
    const id = this.#nextId++;
    const timer = setTimeout(() => child.kill('SIGKILL'), JOB_LIMIT_MS);
    this.#current = { ...next, id, timer };
    this.#send(child, { type: 'job', id, job: next.job });
  }

  /** A child that is going away makes send fail; its exit is what counts. */
  #send(child: ChildProcess, message: ToChild): void {
    child.send(message, () => {});
  }

  #lost(child: ChildProcess, cause: string): void {
    if (child !== this.#child) return;
    this.#child = null;
    this.#running = false;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#current) clearTimeout(this.#current.timer);
    const orphans = [...(this.#current ? [this.#current] : []), ...this.#lanes.drain()];
    this.#current = null;
    for (const { reject } of orphans) reject(new GeneratorDown(`the generator went away: ${cause}`));
    if (this.#stopped) return;
    this.#events.down(cause);
    if (performance.now() - this.#since > HEALTHY_MS) this.#failures = 0;
    const delay = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)]!;
    this.#failures += 1;
    this.#restarts += 1;
    this.#timer = setTimeout(() => this.#launch(), delay);
  }
}
