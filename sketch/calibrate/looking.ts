import { signal } from '@preact/signals';
import { closeCamera, openCamera } from '../booth/camera.ts';
import { type Guidance, guidance, mainFace } from '../booth/guidance.ts';
import type { Seen } from '../parts/face/analyzer.ts';
import { faceApi } from '../parts/face/face-api.ts';
import { greyOf } from '../parts/face/light.ts';
import { type Exposure, exposureOf, lightsOf, MIDDLE } from './exposure.ts';

const LOOK_MS = 250;
/** So small that no face can be made out in it. */
const [LIGHT_WIDTH, LIGHT_HEIGHT] = [64, 36];

/** What the booth would make of who stands before the camera now. */
export interface Glance {
  face: Seen | null;
  guidance: Guidance;
  exposure: Exposure;
}

/** Opened by a deliberate step only; null = the camera is closed. */
export const glance = signal<Glance | null>(null);
export const looking = signal(false);
export const trouble = signal('');
/** Whether a face was framed well and well lit since the page was opened; null = nobody has looked. */
export const framed = signal<boolean | null>(null);

let stream: MediaStream | null = null;
/** Counts openings and closings: whoever opened before the last of them is not wanted any more. */
let asked = 0;

/** Opens the camera as the booth does and looks through it until stopLooking. Nothing is kept and nothing is sent. */
export async function look(video: HTMLVideoElement): Promise<void> {
  asked += 1;
  const mine = asked;
  looking.value = true;
  trouble.value = '';
  try {
    const opened = await openCamera(video);
    if (mine !== asked) return closeCamera(opened);
    stream = opened;
    let before: Seen | null = null;
    while (mine === asked) {
      const { seen, light } = await faceApi.see(video);
      if (mine !== asked) return;
      const face = mainFace(seen);
      const exposure = exposureOf(lightsIn(video, face));
      glance.value = { face, guidance: guidance(seen, before, light), exposure };
      framed.value ||= glance.value.guidance === 'good' && exposure === 'good';
      before = face;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } catch (error) {
    if (mine !== asked) return;
    stopLooking();
    trouble.value = causeOf(error);
  }
}

export function stopLooking(): void {
  asked += 1;
  closeCamera(stream);
  stream = null;
  looking.value = false;
  glance.value = null;
}

function lightsIn(video: HTMLVideoElement, face: Seen | null) {
  const context = new OffscreenCanvas(LIGHT_WIDTH, LIGHT_HEIGHT).getContext('2d', {
    willReadFrequently: true,
  })!;
  context.drawImage(video, 0, 0, LIGHT_WIDTH, LIGHT_HEIGHT);
  const grey = greyOf(context.getImageData(0, 0, LIGHT_WIDTH, LIGHT_HEIGHT).data);
  return lightsOf(grey, LIGHT_WIDTH, LIGHT_HEIGHT, face ?? MIDDLE);
}

function causeOf(error: unknown): string {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotFoundError':
      return 'No camera is at this machine. Open this page on the one of the booth.';
    case 'NotAllowedError':
      return 'The browser refuses the camera. Allow it for this address, or at the booth by the kiosk.';
    case 'NotReadableError':
      return 'The camera is held by something else. Close that, or the booth page, and look again.';
    default:
      return `The camera cannot be looked through (${error}). Load the page anew and look again.`;
  }
}
