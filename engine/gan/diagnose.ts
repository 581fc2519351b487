import type { Config } from '../show/config-schema.ts';
import { listModels, loadManifest, type ModelEntry, type ModelSet } from './manifest.ts';
import { openOrder } from './order.ts';
import type { ProviderReport } from './port.ts';
import { Supervisor } from './supervisor.ts';

const MAX_ATTEMPTS = 4;

/**
 * Opens the networks as the show would, in a child process, says which provider it would take and why not the
 * others, and ends the child. Rejects where the models are not whole or nothing can run them.
 */
export function diagnoseProviders(config: Config['generator']): Promise<ProviderReport[]> {
  const { models, faults } = loadManifest(config.manifest, config.model);
  const [fault] = faults;
  if (!models) return Promise.reject(new Error(`${fault!.path}: ${fault!.what}`));
  return tryProviders(config, models);
}

function tryProviders(config: Config['generator'], models: ModelSet): Promise<ProviderReport[]> {
  return new Promise((resolve, reject) => {
    let attempts = 0;
    let tried: ProviderReport[] = [];
    const supervisor = new Supervisor(openOrder(config, models), {
      opened: (_, reports) => {
        tried = reports;
      },
      visitors(refused) {
        const failures = refused.map(({ part, message }) => `the ${part} cannot be opened: ${message}`);
        const failure = failures.length > 0 ? new Error(failures.join('; ')) : null;
        void supervisor.stop().then(() => (failure ? reject(failure) : resolve(tried)));
      },
      down(cause) {
        attempts += 1;
        if (attempts < MAX_ATTEMPTS) return;
        void supervisor.stop().then(() => reject(new Error(cause)));
      },
    });
  });
}

/** A table of every model in the manifest, one line each; `*` marks those that the configuration uses. */
export function modelLines({ manifest, model }: Pick<Config['generator'], 'manifest' | 'model'>): string[] {
  const { models, faults } = listModels(manifest);
  const { models: set } = loadManifest(manifest, model);
  const used = new Set([set?.generator.name, set?.encoder?.name, set?.translator?.name]);
  const rows = models.map((one) => [used.has(one.name) ? '*' : ' ', one.name, one.kind, ...figures(one)]);
  const head = [' ', 'model', 'kind', 'side', 'layers', 'z', 'w', 'licence', 'card'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ');
  return [
    ...faults.map(({ path, what, remedy }) => `${path}: ${what}; ${remedy}`),
    ...(rows.length > 0 ? [head, ...rows].map((row) => line(row).trimEnd()) : []),
  ];
}

function figures({ resolution, layers, zDim, wDim, licence, card }: ModelEntry): string[] {
  return [`${resolution} px`, String(layers), String(zDim), String(wDim), licence, card];
}
