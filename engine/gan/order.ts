import type { ClassifierConfig, Config } from '../show/config-schema.ts';
import type { ModelSet } from './manifest.ts';
import type { OpenOrder } from './messages.ts';

/** The order that opens these models with the wanted providers and threads. */
export function openOrder(
  { providers, threads }: Pick<Config['generator'], 'providers' | 'threads'>,
  { generator, encoder, translator }: ModelSet,
  classifiers: readonly ClassifierConfig[] = [],
): OpenOrder {
  const { layers, wDim, zDim, files } = generator;
  return {
    type: 'open',
    providers,
    threads,
    known: false,
    files: {
      mapping: files.mapping!,
      synthesis: files.synthesis!,
      encoder: encoder?.files.model ?? null,
      translator: translator?.files.model ?? null,
    },
    layers,
    wDim,
    zDim,
    classifiers: classifiers.map(({ name, model, labels, mean, std }) => ({
      name,
      path: model,
      labels: labels.length,
      mean,
      std,
    })),
  };
}
