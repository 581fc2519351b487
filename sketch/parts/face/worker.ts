import type { FaceBox } from '../../../engine/show/crop.ts';
import { type Dot, eyeOpenness, proportionsOf } from '../../../engine/show/landmarks.ts';
import type { GUESSES } from '../../../engine/show/record.ts';
import type { FaceGuess, Look, Seen, View } from './analyzer.ts';
import { lightOf } from './light.ts';
import { type FaceApi, load } from './load.ts';

// The networks in a thread of their own, so that the page never misses a frame. Three questions: where are faces
// (quick, for framing), are the eyes of the largest open (for the burst), and what does the machine think of it (once,
// on the still, after consent). Networks whose guess is not wanted do not run.

type FaceDetection = import('@vladmandic/face-api').FaceDetection;
type FaceLandmarks68 = import('@vladmandic/face-api').FaceLandmarks68;
type Wanted = readonly (typeof GUESSES)[number][];
export type Question = { id: number; picture: ImageBitmap | VideoFrame | null } & (
  | { ask: 'warm' | 'see' | 'look' }
  | { ask: 'read'; wanted: Wanted }
);
export type Answer = { id: number; view?: View; look?: Look; guess?: FaceGuess | null; error?: string };

/**
 * Sides the detector works at, with the score that a face must have there. It finds faces of some 50 to 110 pixels and
 * misses half of the larger ones, so one side is not enough: while framing the next is tried where the last found
 * nobody; of a still all are. Chosen on 81 frames with faces and 55 of machines and cells: 95 % and 2 % are faces to it.
 */
const SEE = [
  { side: 256, score: 0.5 },
  { side: 320, score: 0.7 },
  { side: 192, score: 0.6 },
] as const;
/** A frame of the camera is made this wide first: the gentler scaling of the two. */
const SEE_WIDTH = 320;
const READ = [416, 256, 128].map((side) => ({ side, score: 0.4 }));
/** A face of this score counts before any other; two boxes that share so much of their area are one face. */
const SURE_SCORE = 0.5;
const SAME_FACE = 0.3;

let loading: Promise<FaceApi> | null = null;

/** A frame of the camera as it is looked at; a picture as it is. */
async function framed(picture: ImageBitmap | VideoFrame): Promise<ImageBitmap> {
  if (!('displayWidth' in picture)) return picture;
  const small = await createImageBitmap(picture, { resizeWidth: SEE_WIDTH, resizeQuality: 'low' });
  picture.close();
  return small;
}

function canvasOf(picture: ImageBitmap | VideoFrame): OffscreenCanvas {
  const [width, height] =
    'displayWidth' in picture
      ? [picture.displayWidth, picture.displayHeight]
      : [picture.width, picture.height];
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d', { willReadFrequently: true })!.drawImage(picture, 0, 0);
  picture.close();
  return canvas;
}

async function detect(
  api: FaceApi,
  still: OffscreenCanvas,
  { side, score }: { side: number; score: number },
): Promise<FaceDetection[]> {
  return api.detectAllFaces(
    still as never,
    new api.TinyFaceDetectorOptions({ inputSize: side, scoreThreshold: score }),
  );
}

async function see(api: FaceApi, still: OffscreenCanvas): Promise<FaceDetection[]> {
  for (const size of SEE) {
    const found = await detect(api, still, size);
    if (found.length > 0) return found;
  }
  return [];
}

async function look(api: FaceApi, still: OffscreenCanvas): Promise<Look> {
  const all = await see(api, still);
  const largest = largestOf(all);
  const landmarks = largest ? (await landmarked(api, still, largest)).landmarks : null;
  return { seen: all.map(seenOf), eyes: landmarks ? eyeOpenness(landmarks.positions) : 0 };
}

async function read(api: FaceApi, still: OffscreenCanvas, wanted: Wanted): Promise<FaceGuess | null> {
  const all: FaceDetection[] = [];
  for (const size of READ) all.push(...(await detect(api, still, size)));
  const sure = all.filter(({ score }) => score >= SURE_SCORE);
  const largest = largestOf(sure.length > 0 ? sure : all);
  if (!largest) return null;
  const same = all.filter((one) => overlap(one.relativeBox, largest.relativeBox) > SAME_FACE);
  const detection = same.sort((a, b) => b.score - a.score)[0]!;
  const { landmarks, alignedRect } = await landmarked(api, still, detection);
  const [face] = await api.extractFaces(still as never, [alignedRect]);
  const person =
    wanted.includes('age') || wanted.includes('gender')
      ? ((await api.nets.ageGenderNet.predictAgeAndGender(face!)) as AgeAndGender)
      : null;
  const [mood] = wanted.includes('expression')
    ? ((await api.nets.faceExpressionNet.predictExpressions(face!)) as Expressions).asSortedArray()
    : [];
  const { x, y, width, height } = detection.relativeBox;
  return {
    face: { x, y, width, height },
    roll: rollOf(landmarks.getLeftEye(), landmarks.getRightEye()),
    // The network says nothing of how sure it is of the age; how sure it is of the face is the most it can be.
    age: person && wanted.includes('age') ? { value: person.age, confidence: detection.score } : null,
    gender:
      person && wanted.includes('gender')
        ? { value: person.gender, confidence: person.genderProbability }
        : null,
    expression: mood ? { value: mood.expression, confidence: mood.probability } : null,
    proportions: wanted.includes('proportions') ? proportionsOf(landmarks.positions) : null,
  };
}

async function landmarked(api: FaceApi, still: OffscreenCanvas, detection: FaceDetection) {
  const [face] = await api.extractFaces(still as never, [detection]);
  const dots = (await api.nets.faceLandmark68TinyNet.detectLandmarks(face!)) as FaceLandmarks68;
  return api.extendWithFaceLandmarks(api.extendWithFaceDetection({}, detection), dots);
}

interface AgeAndGender {
  age: number;
  gender: 'female' | 'male';
  genderProbability: number;
}

interface Expressions {
  asSortedArray(): { expression: string; probability: number }[];
}

function seenOf({ relativeBox: { x, y, width, height }, score }: FaceDetection): Seen {
  return { x, y, width, height, score };
}

function largestOf(all: readonly FaceDetection[]): FaceDetection | undefined {
  const area = ({ relativeBox }: FaceDetection) => relativeBox.width * relativeBox.height;
  return [...all].sort((a, b) => area(b) - area(a))[0];
}

/** Shared area over the area of both together. */
function overlap(a: FaceBox, b: FaceBox): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (wide <= 0 || high <= 0) return 0;
  return (wide * high) / (a.width * a.height + b.width * b.height - wide * high);
}

/** Angle of the line through both eyes, whichever the library calls the left one. */
function rollOf(...eyes: [Dot[], Dot[]]): number {
  const [left, right] = eyes.map(middle).sort((a, b) => a.x - b.x);
  return Math.atan2(right!.y - left!.y, right!.x - left!.x);
}

function middle(dots: Dot[]): Dot {
  const mean = (axis: 'x' | 'y') => dots.reduce((sum, dot) => sum + dot[axis], 0) / dots.length;
  return { x: mean('x'), y: mean('y') };
}

addEventListener('message', async ({ data }: MessageEvent<Question>) => {
  const { id, picture } = data;
  try {
    loading ??= load();
    const api = await loading;
    if (data.ask === 'see') {
      const frame = canvasOf(await framed(picture!));
      const seen = (await see(api, frame)).map(seenOf);
      postMessage({ id, view: { seen, light: lightOf(frame) } } satisfies Answer);
    } else if (data.ask === 'look')
      postMessage({ id, look: await look(api, canvasOf(picture!)) } satisfies Answer);
    else if (data.ask === 'read')
      postMessage({ id, guess: await read(api, canvasOf(picture!), data.wanted) } satisfies Answer);
    else postMessage({ id } satisfies Answer);
  } catch (error) {
    loading = null;
    picture?.close();
    postMessage({ id, error: String(error) } satisfies Answer);
  }
});
