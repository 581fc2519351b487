import { join } from 'node:path';
import { openArchive } from './archive/archive.ts';
import { banner, faultList } from './banner.ts';
import { startBreeder } from './gan/breeder.ts';
import { startGenerator } from './gan/generator.ts';
import { loadManifest, type ModelSet, verifyFiles } from './gan/manifest.ts';
import { readSettings } from './options.ts';
import type { ConfigFault } from './show/config.ts';
import type { Config } from './show/config-schema.ts';
import type { Edge } from './show/ports.ts';
import { seedSource } from './show/seeds.ts';
import { createStage } from './show/stage.ts';
import { initialState } from './show/state.ts';
import { startVisits } from './visit/start.ts';
import { portFaults, startWeb } from './web/server.ts';
import { startBoard } from '../hardware/board/edge.ts';
import { startButton } from '../hardware/button/edge.ts';
import { startOsc } from '../hardware/osc/edge.ts';

/** The composition root: configuration, stage, then every edge in order; stopped in reverse. */

const PAGES = join(import.meta.dirname, '../dist');
const BAD_CONFIG = 2;

const settings = readSettings(process.argv.slice(2));
const manifest = settings.config
  ? loadManifest(settings.config.generator.manifest, settings.config.generator.model)
  : { models: null, faults: [] };
const faults: ConfigFault[] = [
  ...settings.faults,
  ...manifest.faults,
  ...(settings.config ? await portFaults(settings.config.web) : []),
];
if (!settings.config || !manifest.models || faults.length > 0) {
  console.error(faultList(faults));
  process.exit(BAD_CONFIG);
}
await run(settings.config, manifest.models);

async function run(config: Config, models: ModelSet): Promise<void> {
  const onError = (error: unknown) => console.error(error);
  const archive = openArchive({ folder: config.data, config: config.archive, now: Date.now, onError });
  const opening = { ...config, ...config.wall, times: config.visit, begin: config.visit.begin };
  const restored = archive.restore(initialState(opening));
  const stage = createStage({ ...restored, now: Date.now, journal: archive.journal, onError });
}
