import type { FaceGuess, Seen } from './analyzer.ts';

// The networks in a thread of their own, so that the page never misses a frame. Two questions: where are faces
// (quick, for framing), and what does the machine think of the largest one (once, on the still, after consent).

type FaceApi = typeof import('@vladmandic/face-api');
export type Question = { id: number; picture: ImageBitmap | null; ask: 'warm' | 'see' | 'read' };
export type Answer = { id: number; seen?: Seen[]; guess?: FaceGuess | null; error?: string };

interface Dot {
  x: number;
  y: number;
}

/** Where the build puts the networks and the WebAssembly files, see vite.config.ts. */
const FILES = '/face/';
/** Side the detector works at: framing must be quick, the still exact. */
const SEE_SIZE = 320;
const READ_SIZE = 416;
const MIN_SCORE = 0.4;

let loading: Promise<FaceApi> | null = null;

/** Detector, eyes, age and gender, expression; the recognition network is not even shipped. */
async function load(): Promise<FaceApi> {
  const api = await import('@vladmandic/face-api');
  const nothing = class {};
  // The library looks for a page's elements; a worker has only the canvas without a page.
  api.env.setEnv({
    Canvas: OffscreenCanvas,
    CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
    Image: nothing,
    ImageData,
    Video: nothing,
    createCanvasElement: () => new OffscreenCanvas(1, 1),
    createImageElement: () => new nothing(),
    createVideoElement: () => new nothing(),
    fetch: (address: string, init?: RequestInit) => fetch(address, init),
    readFile: () => Promise.reject(new Error('there are no files here')),
  } as never);
  const tf = api.tf as unknown as {
    env(): { set(flag: string, value: boolean): void };
    setWasmPaths(folder: string): void;
    setBackend(name: string): Promise<boolean>;
    ready(): Promise<void>;
  };
  // WebGL without a GPU takes seconds a picture; WebAssembly is quick everywhere.
  // Its threads would start from scripts the content security policy refuses.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.setWasmPaths(FILES);
  await tf.setBackend('wasm');
  await tf.ready();
  await Promise.all([
    api.nets.tinyFaceDetector.loadFromUri(FILES),
    api.nets.faceLandmark68TinyNet.loadFromUri(FILES),
    api.nets.ageGenderNet.loadFromUri(FILES),
    api.nets.faceExpressionNet.loadFromUri(FILES),
  ]);
  return api;
}

function canvasOf(picture: ImageBitmap): never {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d', { willReadFrequently: true })!.drawImage(picture, 0, 0);
  picture.close();
  return canvas as never;
}

async function see(api: FaceApi, picture: ImageBitmap): Promise<Seen[]> {
  const options = new api.TinyFaceDetectorOptions({ inputSize: SEE_SIZE, scoreThreshold: MIN_SCORE });
  const found = await api.detectAllFaces(canvasOf(picture), options);
  return found.map(({ relativeBox: { x, y, width, height }, score }) => ({ x, y, width, height, score }));
}

async function read(api: FaceApi, picture: ImageBitmap): Promise<FaceGuess | null> {
  const options = new api.TinyFaceDetectorOptions({ inputSize: READ_SIZE, scoreThreshold: MIN_SCORE });
  const all = await api
    .detectAllFaces(canvasOf(picture), options)
    .withFaceLandmarks(true)
    .withFaceExpressions()
    .withAgeAndGender();
  const area = ({ detection: { relativeBox } }: (typeof all)[number]) =>
    relativeBox.width * relativeBox.height;
  const found = all.sort((a, b) => area(b) - area(a))[0];
  if (!found) return null;
  const { x, y, width, height } = found.detection.relativeBox;
  const [mood] = found.expressions.asSortedArray();
  // The network says nothing of how sure it is of the age; how sure it is of the face is the most it can be.
  return {
    face: { x, y, width, height },
    roll: rollOf(found.landmarks.getLeftEye(), found.landmarks.getRightEye()),
    age: { value: found.age, confidence: found.detection.score },
    gender: { value: found.gender, confidence: found.genderProbability },
    expression: { value: mood!.expression, confidence: mood!.probability },
  };
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
  const { id, ask, picture } = data;
  try {
    loading ??= load();
    const api = await loading;
    if (ask === 'see') postMessage({ id, seen: await see(api, picture!) } satisfies Answer);
    else if (ask === 'read') postMessage({ id, guess: await read(api, picture!) } satisfies Answer);
    else postMessage({ id } satisfies Answer);
  } catch (error) {
    loading = null;
    picture?.close();
    postMessage({ id, error: String(error) } satisfies Answer);
  }
});
