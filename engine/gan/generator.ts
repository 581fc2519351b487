import type { ClassifierConfig, Config } from '../show/config-schema.ts';
import { type Genome, type Kingdoms, truncated } from '../show/genome.ts';
import { type Log, unheard } from '../show/log.ts';
import type { Picture } from '../show/record.ts';
import type { Stage } from '../show/stage.ts';
import { averageOf, measureMeans, readMeans } from './averages.ts';
import { readDirections } from './directions.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { ModelSet } from './manifest.ts';
import { COMPANIONS, type Done } from './messages.ts';
import { openOrder } from './order.ts';
import { type Generator, GeneratorDown, type Lane, type ModelInfo, type ProviderReport } from './port.ts';
import { standingFaults } from './standing.ts';
import { Supervisor } from './supervisor.ts';

/**
 * Starts the networks in a process of their own, without waiting for it. While they are down the fault
 * generator-down stands and calls reject with GeneratorDown; they come back by themselves.
 */
export function startGenerator(
  stage: Pick<Stage, 'tell'>,
  config: Config['generator'],
  models: ModelSet,
  {
    classifiers = [],
    limits = LIMITS,
    log = unheard,
  }: { classifiers?: readonly ClassifierConfig[]; limits?: Limits; log?: Pick<Log, 'say'> } = {},
): Generator & { readonly pid: number | undefined } {
  const { name, wDim, zDim, files } = models.generator;
  const faults = standingFaults(stage);
  let reports: ProviderReport[] = [];
  let provider: string | null = null;
  let pictureMs: number | null = null;
  let means = files.stats ? readMeans(files.stats.path, wDim) : null;
  let measuring: Promise<void> | null = null;
  let down = false;
  let model = modelInfo(models);

  const supervisor = new Supervisor(
    openOrder(config, models, classifiers),
    {
      opened(taken, all, refused) {
        provider = taken;
        reports = all;
        down = false;
        for (const code of ['generator-down', 'model-missing', 'model-mismatch'] as const)
          faults.clearAll(code);
        for (const { provider, taken, probeMs } of all)
          if (taken || probeMs !== null) faults.clear('provider-refused', provider);
          else faults.raise('provider-refused', provider);
        for (const { name } of classifiers) faults.clear('classifier-refused', name);
        for (const { classifier, message } of refused) {
          log.say('error', 'generator', `the classifier "${classifier}" cannot be used`, message);
          faults.raise('classifier-refused', classifier);
        }
        if (!means) void findMeans();
      },
      visitors(refused) {
        const reasons = new Map(refused.map(({ part, message }) => [part, message]));
        model = modelInfo(models);
        for (const part of COMPANIONS) {
          const [companion, why] = [models[part]?.name, reasons.get(part)];
          if (companion && why === undefined) faults.clear('visitors-refused', companion);
          if (!companion || why === undefined) continue;
          model = { ...model, [part]: null };
          log.say('error', 'generator', `${companion} cannot be opened; visits go on without it`, why);
          faults.raise('visitors-refused', companion);
        }
      },
      down(cause, fault) {
        if (!down || fault) log.say('error', 'generator', `${name} is down`, cause);
        down = true;
        faults.raise('generator-down', name);
        if (fault) faults.raise(fault.code, fault.where);
      },
    },
    limits,
  );

  const batch = async (latents: Float32Array, kingdoms: Float32Array, count: number, lane: Lane) =>
    (await supervisor.run({ type: 'map', latents, kingdoms, count }, lane)).data as Float32Array;

  /** Models without a stats file are measured once; where that fails, the next call tries again. */
  function findMeans(): Promise<void> {
    const map = (z: Float32Array, k: Float32Array, count: number) => batch(z, k, count, 'birth');
    measuring ??= measureMeans(map, zDim, wDim)
      .then(
        (measured) => {
          means = measured;
        },
        () => {},
      )
      .finally(() => {
        measuring = null;
      });
    return measuring;
  }

  function average(mix: Kingdoms): Float32Array {
    if (means) return averageOf(means, mix);
    if (supervisor.running) void findMeans();
    throw new GeneratorDown('the averages of the model are not measured yet');
  }

  const styles = (genome: Genome, mix: Kingdoms, psi: number) => truncated(genome.w, average(mix), psi);

  return {
    get pid() {
      return supervisor.pid;
    },
    get model() {
      return model;
    },
    directions: readDirections(files.stats?.path, wDim),
    status: () => ({
      state: down ? 'down' : supervisor.running && means ? 'running' : 'starting',
      provider,
      providers: reports,
      pictureMs,
      waiting: supervisor.waiting,
      restarts: supervisor.restarts,
    }),
    average,
    map: (latent, kingdom, lane) => batch(latent, Float32Array.from(kingdom), 1, lane),
    async render(genome, mix, psi, lane) {
      const { noiseSeed } = genome;
      const ws = styles(genome, mix, psi);
      const done = await supervisor.run({ type: 'synthesize', ws, noiseSeed }, lane);
      pictureMs = pictureMs === null ? done.ms : pictureMs * 0.9 + done.ms * 0.1;
      return picture(done);
    },
    encode: async (photo) =>
      (await supervisor.run({ type: 'encode', photo: photo.data, side: photo.width }, 'visit'))
        .data as Float32Array,
    async translate(photo, genome, mix, psi) {
      const ws = styles(genome, mix, psi);
      const job = { type: 'translate', photo: photo.data, side: photo.width, ws } as const;
      return picture(await supervisor.run(job, 'visit'));
    },
    classify: async (classifier, seen) =>
      (await supervisor.run({ type: 'classify', classifier, picture: seen }, 'visit')).data as Float32Array,
    stop: () => supervisor.stop(),
  };
}

function modelInfo({ generator, encoder, translator }: ModelSet): ModelInfo {
  const { name, layers, wDim, zDim, resolution } = generator;
  const companions = { encoder: encoder?.name ?? null, translator: translator?.name ?? null };
  return { name, layers, wDim, zDim, resolution, ...companions };
}

function picture(done: Done): Picture {
  return { width: done.side, height: done.side, data: done.data as Uint8Array };
}
