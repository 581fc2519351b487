import type { Page } from 'playwright-core';
import { openBooth, taken } from '../walk/before-camera.ts';
import { type Bench, type Row, ratioOf, summary } from './bench.ts';

const VISITS = 6;
const WATCHED_MS = 2500;
const FRAME_TARGET_MS = 25;
const REVEAL_TARGET_MS = 3000;

/** Intervals between the page's frames, in ms, for a while. As text: a loader's helpers are not in the page. */
function frames(page: Page): Promise<number[]> {
  return page.evaluate(`new Promise((resolve) => {
    const found = [];
    const begun = performance.now();
    let last = begun;
    requestAnimationFrame(function next(now) {
      found.push(now - last);
      last = now;
      if (now - begun < ${WATCHED_MS}) requestAnimationFrame(next);
      else resolve(found.slice(1));
    });
  })`);
}

/** A whole browser before a camera, with births going on: frames while faces are looked for, and from go to reveal. */
async function run(): Promise<Row[]> {
  const room = await openBooth();
  const looking: number[] = [];
  const resting: number[] = [];
  const revealed: number[] = [];
  const engine: number[] = [];
  const somebody = { standing: [{ picture: 'portrait-b', side: 600, x: 640 }] };
  try {
    for (let i = 0; i < VISITS; i++) {
      await room.atCapture([somebody], async (booth) => {
        // From the first look at a face on; before it the camera opens.
        await booth.locator('.guide:not([data-guidance=""])').waitFor();
        looking.push(...(await frames(booth)));
        await taken(booth);
        resting.push(...(await frames(booth)));
        await booth.getByRole('switch').first().click();
        const answered = booth.waitForResponse((response) => response.request().method() === 'POST');
        const begun = performance.now();
        await booth.locator('.choice.go').click();
        const { request } = await answered.then((response) => ({ request: response.request() }));
        await booth.locator('.triptych .hybrid img').waitFor();
        // The first visit loads the networks.
        if (i > 0) {
          revealed.push(performance.now() - begun);
          engine.push(request.timing().responseEnd);
        }
      });
    }
  } finally {
    await room.close();
  }
  const [a, b] = [summary(looking), summary(resting)];
  const [c, d] = [summary(revealed), summary(engine)];
  return [
    {
      what: 'frame of the booth while faces are looked for, p95',
      unit: 'ms',
      ours: a.p95,
      against: 'while none are, p95',
      theirs: b.p95,
      ratio: ratioOf(a, b),
      target: `<= ${FRAME_TARGET_MS} ms`,
      met: a.p95 <= FRAME_TARGET_MS,
    },
    {
      what: 'from the last press to the reveal, p95',
      unit: 'ms',
      ours: c.p95,
      against: "the engine's part, p95",
      theirs: d.p95,
      ratio: ratioOf(c, d),
      target: `<= ${REVEAL_TARGET_MS} ms`,
      met: c.p95 <= REVEAL_TARGET_MS,
    },
  ];
}

const bench: Bench = {
  question: 'does the booth keep its frames and its visitor waiting no longer than it must?',
  run,
};
export default bench;
