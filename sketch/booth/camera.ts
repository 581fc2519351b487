import { greyOf, sharpness } from './sharpness.ts';

const BURST = 5;
const BURST_GAP_MS = 80;
const JUDGED_WIDTH = 160;
const LIGHT_WIDTH = 32;
const JPEG_QUALITY = 0.92;
/** More than any sharpness: a blurred face is better than a sharp wall. */
const SHOWN = 1e9;

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
 * The sharpest of a short burst, as JPEG; of frames that `wanted` wants, where any does. Rejects where the camera
 * gives no picture.
 */
export async function takeStill(
  video: HTMLVideoElement,
  wanted: ((frame: ImageBitmap) => Promise<boolean>) | null,
): Promise<Blob> {
  let best: ImageBitmap | null = null;
  let bestSharpness = -1;
  for (let i = 0; i < BURST; i++) {
    const frame = await createImageBitmap(video);
    const shows = wanted ? await wanted(await createImageBitmap(frame)) : true;
    const sharp = judge(frame) + (shows ? SHOWN : 0);
    if (sharp > bestSharpness) {
      best?.close();
      best = frame;
      bestSharpness = sharp;
    } else frame.close();
    await new Promise((resolve) => setTimeout(resolve, BURST_GAP_MS));
  }
  if (!best) throw new Error('the camera gave no picture');
  const canvas = new OffscreenCanvas(best.width, best.height);
  canvas.getContext('2d')!.drawImage(best, 0, 0);
  best.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}

/** Mean light of a frame, 0..1. */
export function lightOf(frame: ImageBitmap): number {
  const { grey } = small(frame, LIGHT_WIDTH);
  return grey.reduce((sum, value) => sum + value, 0) / grey.length / 255;
}

function judge(frame: ImageBitmap): number {
  const { grey, width, height } = small(frame, JUDGED_WIDTH);
  return sharpness(grey, width, height);
}

function small(frame: ImageBitmap, width: number) {
  const height = Math.max(1, Math.round((frame.height / frame.width) * width));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(frame, 0, 0, width, height);
  return { grey: greyOf(context.getImageData(0, 0, width, height).data), width, height };
}
