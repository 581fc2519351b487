import { LEARN_MS, type LearntButton } from '../../engine/show/button.ts';
import { learntFrom, type Recording, type Report } from './learn.ts';
import type { HidBus, HidDevice, HidHandle } from './port.ts';

const LOOK_MS = 1000;
const JUDGE_MS = 100;
/** A device that changes more often than this is no button. */
const MAX_REPORTS = 6000;

interface Listening extends Recording {
  reports: Report[];
}

export interface LearnerOptions {
  bus: HidBus;
  /** Devices that may be the button. */
  allowed: (device: HidDevice) => boolean;
  now: () => number;
  /** The button, or null and why there is none, in words; told once. */
  done: (learnt: LearntButton | null, cause: string) => void;
  ms?: number;
}

export interface Learner {
  /** How many devices are listened to. */
  listening(): number;
  stop(): Promise<void>;
}

/** Listens to every device that may be opened until one is a button that was pressed twice, for `ms` at most. */
export function startLearner({ bus, allowed, now, done, ms = LEARN_MS }: LearnerOptions): Learner {
  const until = now() + ms;
  const recordings = new Map<string, Listening>();
  const handles = new Set<HidHandle>();
  const refused = new Set<string>();
  let stopped = false;
  let looking: Promise<void> = look();
  const looker = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);
  const judge = setInterval(() => {
    const learnt = learntFrom([...recordings.values()], now());
    if (!learnt && now() < until) return;
    const cause = learnt ? '' : whyNone();
    void stop().then(() => done(learnt, cause));
  }, JUDGE_MS);

  async function look(): Promise<void> {
    const devices = await bus.list().catch(() => []);
    for (const device of devices) if (allowed(device) && !stopped) await listen(device);
  }

  /** The system keeps some devices, such as keyboards, for itself. */
  async function listen({ path, vendorId, productId, interfaceId }: HidDevice): Promise<void> {
    if (recordings.has(path)) return;
    const recording: Listening = { vendorId, productId, interfaceId, since: now(), reports: [] };
    const { reports } = recording;
    const hear = (bytes: Uint8Array) => {
      const last = reports.at(-1)?.bytes;
      if (reports.length < MAX_REPORTS && !(last && isSame(last, bytes)))
        reports.push({ at: now(), bytes: Uint8Array.from(bytes) });
    };
    try {
      recordings.set(path, recording);
      refused.delete(path);
      handles.add(await bus.open(path, hear, () => recordings.delete(path)));
    } catch {
      recordings.delete(path);
      refused.add(path);
    }
  }

  function whyNone(): string {
    if (recordings.size > 0) return 'no button was pressed twice';
    return refused.size > 0 ? 'the devices may not be opened; see their rights' : 'nothing is plugged in';
  }

  async function stop(): Promise<void> {
    stopped = true;
    clearInterval(looker);
    clearInterval(judge);
    await looking;
    for (const handle of handles) await handle.close();
  }

  return { listening: () => handles.size, stop };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
