import { greyOf } from '../parts/face/light.ts';
import { isBlank } from './blank.ts';
import { bestShot, type Shot } from './burst.ts';
import { sharpness } from './sharpness.ts';

const BURST = 5;
const BURST_GAP_MS = 80;
const JUDGED_WIDTH = 160;
const JPEG_QUALITY = 0.92;

/** Opens the camera into `video`. Rejects where there is none or it is refused. */
export async function openCamera(video: HTMLVideoElement): Promise<MediaStream> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' },
  });
  video.srcObject = stream;
  await video.play();
  return stream;
}

export function closeCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * The best of a short burst, as JPEG; `judge` says what is to be seen in each frame, null where nobody can look.
 * Rejects where the camera gives no picture, or one on which nothing is to be seen.
 */
export async function takeStill(
  video: HTMLVideoElement,
  judge: ((frame: ImageBitmap) => Promise<Omit<Shot, 'sharpness'>>) | null,
): Promise<Blob> {
  const frames: ImageBitmap[] = [];
  const shots: Shot[] = [];
  let blank = true;
  for (let i = 0; i < BURST; i++) {
    const frame = await createImageBitmap(video);
    frames.push(frame);
    const seen = judge ? await judge(await createImageBitmap(frame)) : { shows: true, eyes: 0 };
    const { grey, width, height } = small(frame, JUDGED_WIDTH);
    blank &&= isBlank(grey);
    shots.push({ ...seen, sharpness: sharpness(grey, width, height) });
    await new Promise((resolve) => setTimeout(resolve, BURST_GAP_MS));
  }
  const best = frames[bestShot(shots)];
  if (!best || blank) throw new Error('the camera gave no picture');
  const canvas = new OffscreenCanvas(best.width, best.height);
  canvas.getContext('2d')!.drawImage(best, 0, 0);
  for (const frame of frames) frame.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}

function small(frame: ImageBitmap, width: number) {
  const height = Math.max(1, Math.round((frame.height / frame.width) * width));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(frame, 0, 0, width, height);
  return { grey: greyOf(context.getImageData(0, 0, width, height).data), width, height };
}
