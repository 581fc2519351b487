import type { Seen } from '../parts/face/analyzer.ts';
import { faceApi } from '../parts/face/face-api.ts';
import { takeStill } from './camera.ts';
import { tick } from './chime.ts';
import { type Guidance, guidance, mainFace } from './guidance.ts';

const LOOK_MS = 250;
/** Networks that do not answer in this time are done without. */
const SEE_LIMIT_MS = 8000;
const COUNT_FROM = 3;
const COUNT_MS = 1000;
/** So many good looks in a row begin the countdown; so many without a face end it. */
const GOOD_LOOKS = 2;
const LOST_LOOKS = 3;
/** Whoever cannot come closer or hold still is taken as they are after so many looks. */
const PATIENCE_LOOKS = 40;

export interface FramingSession {
  /** Guides until a still is taken; null where it was stopped before. Rejects where the camera gives no picture. */
  run(video: HTMLVideoElement): Promise<Blob | null>;
  /** The button: whoever cannot be seen (masks, dark rooms) is photographed all the same. */
  hurry(): void;
  stop(): void;
}

interface Listeners {
  onGuidance(now: Guidance | null): void;
  onCount(n: number | null): void;
}

/** One visitor in front of the camera. Where faces cannot be looked for, it counts down at once. */
export function session({ onGuidance, onCount }: Listeners): FramingSession {
  let stopped = false;
  let hurried = false;
  let before: Seen | null = null;
  let unseen = 0;
  let told = false;

  async function look(video: HTMLVideoElement): Promise<Guidance | null> {
    const late = pause(SEE_LIMIT_MS).then(() => null);
    const view = await Promise.race([faceApi.see(video).catch(() => null), late]);
    if (stopped || !view) return null;
    const { seen, light } = view;
    const now = guidance(seen, before, light);
    before = mainFace(seen);
    unseen = isLost(now) ? unseen + 1 : 0;
    // A face that a look or two has missed is still there: nobody is told to step in who stands there.
    if (unseen === 0 || unseen >= LOST_LOOKS || !told) onGuidance(now);
    told = true;
    return now;
  }

  /** False where the visitor went away meanwhile. */
  async function countDown(video: HTMLVideoElement): Promise<boolean> {
    let lost = 0;
    for (let n = COUNT_FROM; n > 0; n--) {
      onCount(n);
      tick(n === 1);
      const next = performance.now() + COUNT_MS;
      while (performance.now() < next && !stopped) {
        if (!hurried) lost = isLost(await look(video)) ? lost + 1 : 0;
        if (lost >= LOST_LOOKS) {
          onCount(null);
          return false;
        }
        await pause(Math.min(LOOK_MS, Math.max(0, next - performance.now())));
      }
    }
    return true;
  }

  return {
    async run(video) {
      let good = 0;
      let seen = 0;
      while (!stopped) {
        const now = hurried ? null : await look(video);
        good = now === 'good' ? good + 1 : 0;
        seen = now && now !== 'one' && !isLost(now) ? seen + 1 : 0;
        const blind = now === null;
        const ready = blind || good >= GOOD_LOOKS || seen >= PATIENCE_LOOKS;
        if (ready && !stopped && (await countDown(video)) && !stopped)
          return takeStill(video, hurried || blind ? null : judged);
        await pause(LOOK_MS);
      }
      return null;
    },
    hurry() {
      hurried = true;
    },
    stop() {
      stopped = true;
    },
  };
}

function isLost(now: Guidance | null): boolean {
  return now === 'nobody' || now === 'dark';
}

/** Whether a frame shows a face that is large enough, and how far its eyes are open. */
async function judged(frame: ImageBitmap): Promise<{ shows: boolean; eyes: number }> {
  const { seen, eyes } = await faceApi.look(frame).catch(() => ({ seen: [], eyes: 0 }));
  return { shows: mainFace(seen) !== null, eyes };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
