import type { PlateWords } from './plate.ts';

export const en: PlateWords = {
  madeByMachine: 'Made by a machine: bred by a neural network from a photo and a creature.',
  generation: 'generation',
  mixedWith: 'mixed with',
  guess: 'guess',
  words: {},
};
