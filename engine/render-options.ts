/** What is rendered of an evening; times in ms from its first fact. */
export interface RenderOptions {
  out: string;
  width: number;
  height: number;
  fps: number;
  fromMs: number;
  /** Infinity = to the last fact. */
  toMs: number;
}

export interface GivenOptions {
  render?: string | undefined;
  size?: string | undefined;
  fps?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const MAX_SIDE = 8192;
const MIN_SIDE = 64;
const MAX_FPS = 120;

/** Reads the command line; every fault at once, each with its remedy. */
export function readRenderOptions(given: GivenOptions): { options: RenderOptions; faults: string[] } {
  const faults: string[] = [];
  const [width, height] = readSize(given.size ?? '1920x1080', faults);
  const fps = Number(given.fps ?? '30');
  if (!(fps >= 1 && fps <= MAX_FPS)) faults.push(`--fps ${given.fps}: give a number from 1 to ${MAX_FPS}`);
  const fromMs = readTime('--from', given.from, 0, faults);
  const toMs = readTime('--to', given.to, Number.POSITIVE_INFINITY, faults);
  if (toMs <= fromMs) faults.push('--to lies before --from: give a later time, or leave it out');
  const out = given.render ?? '';
  if (!/\.(mp4|mov|mkv)$/i.test(out))
    faults.push(`--render ${out}: name a file that ends in .mp4, .mov or .mkv`);
  return { options: { out, width, height, fps, fromMs, toMs }, faults };
}

function readSize(text: string, faults: string[]): [width: number, height: number] {
  const found = /^(\d{2,5})x(\d{2,5})$/.exec(text);
  const [width, height] = found ? [Number(found[1]), Number(found[2])] : [0, 0];
  const sound = [width, height].every((side) => side >= MIN_SIDE && side <= MAX_SIDE && side % 2 === 0);
  if (!sound)
    faults.push(
      `--size ${text}: give WIDTHxHEIGHT, both even, from ${MIN_SIDE} to ${MAX_SIDE}, such as 1920x1080`,
    );
  return [width, height];
}

/** Seconds, M:SS or H:MM:SS from the first fact. */
function readTime(option: string, text: string | undefined, otherwise: number, faults: string[]): number {
  if (text === undefined) return otherwise;
  if (/^(\d+:){0,2}\d+(\.\d+)?$/.test(text))
    return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;
  faults.push(`${option} ${text}: give seconds, M:SS or H:MM:SS from the beginning, such as 1:02:30`);
  return otherwise;
}
