import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has V8 collect what nobody holds any more in every `calls`th call of what this returns. Pictures lie outside V8's
 * heap, so by itself it lets hundreds of them gather, each time a few more than ever before. Takes 7 to 10 ms where
 * the networks are open.
 */
export function leftoversCollected(calls: number): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let left = calls;
  return () => {
    left -= 1;
    if (left > 0) return;
    left = calls;
    collect();
  };
}
