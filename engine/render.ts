import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readScore } from './archive/score.ts';
import { openWall, requireChromium, type WallPage } from './render-browser.ts';
import { cutsOf, timeInJournal } from './render-cuts.ts';
import type { RenderOptions } from './render-options.ts';
import { type Fact, startReplayed } from './render-show.ts';
import { CannotRender, openVideo, requireFfmpeg } from './render-video.ts';
import type { Config } from './show/config-schema.ts';
import type { State } from './show/state.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'dist');
const TOLD_MS = 5000;

export interface Rendered {
  frames: number;
  births: number;
}

/**
 * Films the wall of a journal: the real page, drawn frame by frame on the journal's clock, so that none is dropped
 * however long it takes. Throws CannotRender where something is missing.
 */
export async function renderVideo(
  journal: string,
  config: Config,
  opening: State,
  options: RenderOptions,
  tell: (line: string) => void,
): Promise<Rendered> {
  requireFfmpeg();
  requireChromium();
  if (!existsSync(join(PAGES, 'wall/index.html')))
    execFileSync(
      process.execPath,
      [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      {
        cwd: ROOT,
      },
    );
  // Genomes are left behind: an evening has thousands.
  const score: Fact[] = [];
  for (const { at, event } of readScore(journal)) score.push({ at, event });
  const first = score[0]?.at;
  const last = score.at(-1)?.at;
  if (first === undefined || last === undefined) throw new CannotRender(`${journal} is empty`);
  const endMs = Math.min(last, first + options.toMs);
  const startMs = first + options.fromMs;
  if (startMs >= endMs)
    throw new CannotRender(
      `the evening is over ${((last - first) / 1000).toFixed(1)} s after its first fact; begin earlier`,
    );
  const cuts = cutsOf(score);
  const show = await startReplayed(journal, config, opening, hiddenIn(score), PAGES);
  const video = openVideo(options.out, options.fps);
  let page: WallPage | null = null;
  try {
    let next = 0;
    const playUntil = (atMs: number) => {
      for (; score[next] && score[next]!.at <= atMs; next++) show.play(score[next]!);
      show.setTime(atMs);
    };
    playUntil(startMs);
    page = await openWall(show.url, options.width, options.height);
    const begun = performance.now();
    let told = begun;
    let frames = 0;
    let births = 0;
    for (; ; frames++) {
      const atMs = timeInJournal(cuts, startMs, (frames * 1000) / options.fps);
      if (atMs >= endMs) break;
      const before = show.stage.state().births;
      playUntil(atMs);
      births += show.stage.state().births - before;
      await video.add(await page.frame(atMs, show.stage.revision));
      if (performance.now() - told < TOLD_MS) continue;
      told = performance.now();
      const perSecond = (frames + 1) / ((told - begun) / 1000);
      const share = (atMs - startMs) / (endMs - startMs);
      tell(`${frames + 1} frames, ${(share * 100).toFixed(0)} %, ${perSecond.toFixed(1)} frames/s`);
    }
    await video.finish();
    return { frames, births };
  } catch (error) {
    video.abandon();
    rmSync(options.out, { force: true });
    throw error;
  } finally {
    await page?.close();
    await show.stop();
  }
}

/** Whoever was hidden in the course of the evening is not shown before either. */
function hiddenIn(score: readonly Fact[]): Set<number> {
  return new Set(score.flatMap(({ event }) => (event.type === 'creature/hidden' ? [event.creature] : [])));
}
