export type FaceApi = typeof import('@vladmandic/face-api');

/** Where the build puts the networks and the WebAssembly files, see vite.config.ts. */
const FILES = '/face/';
/** Detector, eyes, age and gender, expression; the recognition network is not even shipped. */
export async function load(): Promise<FaceApi> {
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
