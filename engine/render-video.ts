import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Something that a rendering needs is not on this machine; the message says what and how to get it. */
export class CannotRender extends Error {}

/** A video file that takes one picture after the other. */
export interface Video {
  /** A whole PNG. Waits where the encoder is slower than the pictures. */
  add(png: Buffer): Promise<void>;
  /** Rejects with the encoder's own words where the file could not be written. */
  finish(): Promise<void>;
  /** Ends without a file that plays. */
  abandon(): void;
}

const FFMPEG = 'ffmpeg';

/** Throws CannotRender where the system has no ffmpeg. */
export function requireFfmpeg(): void {
  if (spawnSync(FFMPEG, ['-version'], { stdio: 'ignore' }).error)
    throw new CannotRender('ffmpeg is missing, which writes the video: apt-get install ffmpeg');
}

/** Opens `out` for pictures of one size at `fps` a second, in H.264 that any player and projector takes. */
export function openVideo(out: string, fps: number): Video {
  const input = ['-f', 'image2pipe', '-framerate', String(fps), '-c:v', 'png', '-i', '-'];
  const colour = ['-vf', 'scale=out_color_matrix=bt709', '-colorspace', 'bt709', '-color_primaries', 'bt709'];
  const coded = ['-c:v', 'libx264', '-preset', 'medium', '-crf', '16', '-pix_fmt', 'yuv420p'];
  const args = ['-y', '-loglevel', 'error', ...input, ...colour, '-color_trc', 'bt709', ...coded];
  const child = spawn(FFMPEG, [...args, '-movflags', '+faststart', out], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words = (words + chunk).slice(-2000);
  });
  // A broken pipe is told by the exit code and ffmpeg's words.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  const failure = () =>
    new CannotRender(`ffmpeg could not write ${out}: ${words.trim() || 'it ended early'}`);
  return {
    async add(png) {
      if (child.exitCode !== null || !child.stdin.writable) throw failure();
      if (!child.stdin.write(png)) await Promise.race([once(child.stdin, 'drain'), ended]);
    },
    async finish() {
      child.stdin.end();
      if ((await ended) !== 0) throw failure();
    },
    abandon() {
      child.kill();
    },
  };
}
