import type { FaceAnalyzer } from './analyzer.ts';
import type { Answer, Question } from './worker.ts';

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();

type Asked = { ask: 'warm' | 'see' | 'look' } | Pick<Extract<Question, { ask: 'read' }>, 'ask' | 'wanted'>;

function ask(question: Asked, picture: ImageBitmap | VideoFrame | null): Promise<Answer> {
  worker ??= started();
  const id = asked++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker!.postMessage({ id, picture, ...question } satisfies Question, picture ? [picture] : []);
  });
}

function started(): Worker {
  const fresh = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  fresh.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asker = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) asker?.reject(new Error(data.error));
    else asker?.resolve(data);
  };
  fresh.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
    worker = null;
  };
  return fresh;
}

/** A frame is handed over as it is and scaled in the worker: the page has its own frames to draw. */
async function frameOf(video: HTMLVideoElement): Promise<ImageBitmap | VideoFrame> {
  if ('VideoFrame' in self) return new VideoFrame(video);
  return createImageBitmap(video, { resizeWidth: 320, resizeQuality: 'low' });
}

/** face-api without its recognition network, in a worker. */
export const faceApi: FaceAnalyzer = {
  warmUp: () => void ask({ ask: 'warm' }, null).catch(() => {}),
  see: async (video) => (await ask({ ask: 'see' }, await frameOf(video))).view!,
  look: async (frame) => (await ask({ ask: 'look' }, frame)).look!,
  read: async (still, wanted) => (await ask({ ask: 'read', wanted }, await createImageBitmap(still))).guess!,
};
