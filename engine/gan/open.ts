import type { ConfigFault } from '../show/config.ts';
import type { Config } from '../show/config-schema.ts';
import { startGenerator } from './generator.ts';
import { loadManifest, verifyFiles } from './manifest.ts';
import type { Generator } from './port.ts';

const POLL_MS = 50;
const OPEN_LIMIT_MS = 120_000;

/** The models cannot be opened; the faults say why. */
export class ModelsRefused extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ path, what, remedy }) => `${path}: ${what}\n  remedy: ${remedy}`).join('\n'));
    this.faults = faults;
  }
}

/** The generator of a configuration without a show, its files checked and its networks open. Rejects otherwise. */
export async function openGenerator(config: Config['generator']): Promise<Generator> {
  const { models, faults } = loadManifest(config.manifest, config.model);
  const wrong = models ? verifyFiles(models) : faults;
  if (!models || wrong.length > 0) throw new ModelsRefused(wrong);
  const generator = startGenerator({ tell: () => {} }, config, models);
  const limit = performance.now() + OPEN_LIMIT_MS;
  for (let state = generator.status().state; state !== 'running'; state = generator.status().state) {
    if (state === 'down' || performance.now() > limit) {
      await generator.stop();
      throw new Error('the networks could not be opened');
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return generator;
}
