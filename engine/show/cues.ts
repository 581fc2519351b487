import type { Stage } from './stage.ts';

/** Carries out what a fired cue orders, whoever fired it: its scene and its blackout. Returns how to stop. */
export function startCues(stage: Stage): () => void {
  return stage.onEffect((effect) => {
    if (effect.type === 'recall-scene')
      stage.tell({ type: 'scene/recalled', scene: effect.scene, morphMs: effect.morphMs }, 'cue');
    if (effect.type === 'set-blackout') stage.tell({ type: 'blackout/set', on: Number(effect.on) }, 'cue');
  });
}
