import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Attempts } from './attempts.ts';
import { Lanes } from './lanes.ts';
import { LIMITS, type Limits } from './limits.ts';
import type {
  Done,
  Failed,
  FromChild,
  Job,
  JobFailed,
  Opened,
  OpenOrder,
  ToChild,
  VisitorsOpened,
} from './messages.ts';
import { GeneratorBusy, GeneratorDown, type Lane, type ProviderReport } from './port.ts';

const CHILD = join(import.meta.dirname, 'child.ts');
/** So many births in a row that fail are the child's fault (a lost GPU); a visitor's photo may be its own. */
const MAX_FAILED_BIRTHS = 3;

export interface SupervisorEvents {
  opened(provider: string, reports: ProviderReport[], refused: Opened['refused']): void;
  /** The networks of the visitors are open, but for these. */
  visitors(refused: VisitorsOpened['refused']): void;
  /** The child is away, or could not open the networks; heard again at each failed attempt. */
  down(cause: string, fault: Failed['fault']): void;
}

interface Pending {
  job: Job;
  lane: Lane;
  resolve(done: Done): void;
  reject(error: Error): void;
}

/** Keeps one child process with the networks alive and feeds it one job at a time. */
export class Supervisor {
  readonly #attempts: Attempts;
  readonly #events: SupervisorEvents;
  readonly #limits: Limits;
  readonly #lanes = new Lanes<Pending>();
  #child: ChildProcess | null = null;
  #running = false;
  #stopped = false;
  #trying: string | null = null;
  #current: (Pending & { id: number; timer: NodeJS.Timeout }) | null = null;
  #nextId = 1;
  #failedBirths = 0;
  #restarts = 0;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(order: OpenOrder, events: SupervisorEvents, limits: Limits = LIMITS) {
    this.#attempts = new Attempts(order);
    this.#events = events;
    this.#limits = limits;
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

  /** Runs one job in its turn. Rejects with GeneratorDown while there is no child, GeneratorBusy without room. */
  run(job: Job, lane: Lane): Promise<Done> {
    if (!this.#running) return Promise.reject(new GeneratorDown('the generator is not running'));
    return new Promise((resolve, reject) => {
      const { taken, dropped } = this.#lanes.push(lane, { job, lane, resolve, reject });
      if (!taken) reject(new GeneratorBusy(`no room for another ${lane} job`));
      for (const one of dropped) one.reject(new GeneratorBusy(`gave way to a ${lane} job`));
      this.#feed();
    });
  }

  /** Ends the child for good; whatever waits is rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
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
    this.#trying = null;
    this.#failedBirths = 0;
    this.#since = performance.now();
    this.#timer = setTimeout(() => child.kill('SIGKILL'), this.#limits.openMs);
    child.on('message', (message: FromChild) => this.#hear(child, message));
    child.once('exit', (code, signal) => this.#lost(child, `it ended with ${signal ?? code}`));
    child.once('error', (error) => this.#lost(child, error.message));
    this.#send(child, this.#attempts.next());
  }

  #hear(child: ChildProcess, message: FromChild): void {
    if (child !== this.#child || this.#stopped) return;
    switch (message.type) {
      case 'trying':
        this.#trying = message.provider;
        return;
      case 'opened':
        this.#open(message);
        return;
      case 'visitors':
        this.#events.visitors(message.refused);
        return;
      case 'failed':
        this.#trying = null;
        this.#events.down(message.message, message.fault);
        child.kill('SIGKILL');
        return;
      case 'done':
      case 'job-failed':
        this.#finish(child, message);
    }
  }

  #open({ provider, threads, reports, refused }: Opened): void {
    clearTimeout(this.#timer);
    this.#trying = null;
    this.#running = true;
    this.#events.opened(provider, this.#attempts.opened(provider, threads, reports), refused);
  }

  #finish(child: ChildProcess, message: Done | JobFailed): void {
    const current = this.#current;
    if (!current || current.id !== message.id) return;
    clearTimeout(current.timer);
    this.#current = null;
    if (message.type === 'done') current.resolve(message);
    else current.reject(new Error(message.message));
    if (message.type === 'done') this.#failedBirths = 0;
    else if (current.lane === 'birth') this.#failedBirths += 1;
    if (this.#failedBirths >= MAX_FAILED_BIRTHS) this.#giveUp(child);
    else this.#feed();
  }

  /** No more jobs for this child; its exit does the rest. */
  #giveUp(child: ChildProcess): void {
    this.#running = false;
    child.kill('SIGKILL');
  }

  #feed(): void {
    if (!this.#running || this.#current || !this.#child) return;
    const next = this.#lanes.shift();
    if (!next) return;
    const child = this.#child;
    const id = this.#nextId++;
    const timer = setTimeout(() => this.#giveUp(child), this.#limits.jobMs);
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
    clearTimeout(this.#timer);
    if (this.#current) clearTimeout(this.#current.timer);
    const orphans = [...(this.#current ? [this.#current] : []), ...this.#lanes.drain()];
    this.#current = null;
    for (const { reject } of orphans) reject(new GeneratorDown(`the generator went away: ${cause}`));
    if (this.#stopped) return;
    this.#events.down(cause, null);
    this.#restarts += 1;
    const waitMs = this.#attempts.lost(performance.now() - this.#since, this.#trying);
    this.#timer = setTimeout(() => this.#launch(), waitMs);
  }
}
