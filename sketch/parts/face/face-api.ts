import type { FaceAnalyzer } from './analyzer.ts';

type FaceApi = typeof import('@vladmandic/face-api');

/** Where the build puts the networks and the WebAssembly files, see vite.config.ts. */
const FILES = '/face/';
const INPUT_SIZE = 416;
const MIN_SCORE = 0.4;

let loading: Promise<FaceApi> | null = null;

/** Detector, age and gender, expression; the recognition network is not even shipped. */
async function load(): Promise<FaceApi> {
  const api = await import('@vladmandic/face-api');
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
    api.nets.ageGenderNet.loadFromUri(FILES),
    api.nets.faceExpressionNet.loadFromUri(FILES),
  ]);
  return api;
}

/** Loads the networks ahead of the first visitor. */
export function warmUp(): void {
  loading ??= load();
  loading.catch(() => {
    loading = null;
  });
}

export const faceApi: FaceAnalyzer = async (still) => {
  warmUp();
  const api = await loading!;
  const picture = await createImageBitmap(still);
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')!.drawImage(picture, 0, 0);
  picture.close();
  const options = new api.TinyFaceDetectorOptions({ inputSize: INPUT_SIZE, scoreThreshold: MIN_SCORE });
  const found = await api.detectSingleFace(canvas, options).withFaceExpressions().withAgeAndGender();
  if (!found) return null;
  const { x, y, width, height } = found.detection.relativeBox;
  const [mood] = found.expressions.asSortedArray();
  // The network says nothing of how sure it is of the age; how sure it is of the face is the most it can be.
  return {
    face: { x, y, width, height },
    age: { value: found.age, confidence: found.detection.score },
    gender: { value: found.gender, confidence: found.genderProbability },
    expression: { value: mood!.expression, confidence: mood!.probability },
  };
};
