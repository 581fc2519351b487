import { startGenerator } from '../../engine/gan/generator.ts';
import type { Limits } from '../../engine/gan/limits.ts';
import { loadManifest, type ModelSet } from '../../engine/gan/manifest.ts';
import { type ClassifierConfig, configSchema } from '../../engine/show/config-schema.ts';
import type { Event } from '../../engine/show/events.ts';
import { type Genome, type Kingdoms, uniform } from '../../engine/show/genome.ts';
import type { Log } from '../../engine/show/log.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { until } from '../tools/show.ts';

export const HUMAN: Kingdoms = [1, 0, 0];

/** The models of a manifest; throws its faults. */
export function modelsOf(manifest: string): ModelSet {
  const { models, faults } = loadManifest(manifest, 'default');
  if (!models) throw new Error(JSON.stringify(faults));
  return models;
}

/** A real generator on the models of `manifest`, everything it tells, and what tests do with it. */
export function running(
  manifest: string,
  {
    providers = ['cpu'],
    limits = {},
    classifiers = [],
    log,
  }: {
    providers?: string[];
    limits?: Partial<Limits>;
    classifiers?: ClassifierConfig[];
    log?: Pick<Log, 'say'>;
  } = {},
) {
  const told: Event[] = [];
  const config = configSchema.parse({ generator: { manifest, providers, threads: 1 } }).generator;
  const generator = startGenerator({ tell: (event) => void told.push(event) }, config, modelsOf(manifest), {
    classifiers,
    limits: { jobMs: 15_000, openMs: 120_000, ...limits },
    log,
  });
  const { layers, zDim, name } = generator.model;
  return {
    generator,
    told,
    signal: (signal: NodeJS.Signals) => process.kill(generator.pid!, signal),
    ready: (why = 'the networks to open') => until(() => generator.status().state === 'running', why),
    async creature(seed: number): Promise<Genome> {
      const w = await generator.map(gaussians(seeded(seed), zDim), HUMAN, 'birth');
      return uniform(w, layers, seed, name);
    },
  };
}

/** How often a fact of this type and code was told. */
export function count(told: readonly Event[], type: Event['type'], code: string): number {
  return told.filter((event) => event.type === type && 'code' in event && event.code === code).length;
}
