import type { Config } from '../show/config-schema.ts';
import { type Genome, type Kingdoms, truncated } from '../show/genome.ts';
import type { Picture } from '../show/record.ts';
import type { Stage } from '../show/stage.ts';
import { averageOf, measureMeans, readMeans } from './averages.ts';
import type { ModelSet } from './manifest.ts';
import type { Done, OpenOrder } from './messages.ts';
import { type Generator, GeneratorDown, type Lane, type ProviderReport } from './port.ts';
import { Supervisor } from './supervisor.ts';

type Telling = Pick<Stage, 'tell'>;

/**
 * Starts the networks in a process of their own, without waiting for it. While they are down the fault
 * generator-down stands and calls reject with GeneratorDown; they come back by themselves.
 */
export function startGenerator(
  stage: Telling,
  config: Config['generator'],
  models: ModelSet,
): Generator & { readonly pid: number | undefined } {
  const { generator } = models;
  let reports: ProviderReport[] = [];
  let provider: string | null = null;
  let pictureMs: number | null = null;
  let means = readMeans(generator);
  const supervisor = new Supervisor(openOrder(config, models), {
    opened(taken, all) {
      provider = taken;
      reports = all;
      stage.tell({ type: 'fault/cleared', code: 'generator-down', where: generator.name });
      for (const report of all)
        if (!report.taken && report.probeMs === null)
          stage.tell({ type: 'fault/raised', code: 'provider-refused', where: report.provider });
      void findMeans();
    },
    down: () => stage.tell({ type: 'fault/raised', code: 'generator-down', where: generator.name }),
  });
  const timed = (done: Done): Picture => {
    pictureMs = pictureMs === null ? done.ms : pictureMs * 0.9 + done.ms * 0.1;
    return picture(done);
  };
  const batch = async (latents: Float32Array, kingdoms: Float32Array, count: number, lane: Lane) =>
    vector(await supervisor.run({ type: 'map', latents, kingdoms, count }, lane));
  /** Models without a stats file are measured once; a child lost meanwhile is measured again when it is back. */
  async function findMeans(): Promise<void> {
    const map = (z: Float32Array, k: Float32Array, count: number) => batch(z, k, count, 'birth');
    means ??= await measureMeans(map, generator.zDim, generator.wDim).catch(() => null);
  }
  const average = (mix: Kingdoms) => {
    if (!means) throw new GeneratorDown('the averages of the model are not measured yet');
    return averageOf(means, mix);
  };
  const styles = (genome: Genome, mix: Kingdoms, psi: number) => truncated(genome.w, average(mix), psi);

  return {
    get pid() {
      return supervisor.pid;
    },
    model: {
      name: generator.name,
      layers: generator.layers,
      wDim: generator.wDim,
      zDim: generator.zDim,
      resolution: generator.resolution,
      encoder: models.encoder?.name ?? null,
      translator: models.translator?.name ?? null,
    },
    status: () => ({
      state: supervisor.running ? 'running' : 'down',
      provider,
      providers: reports,
      pictureMs,
      waiting: supervisor.waiting,
      restarts: supervisor.restarts,
    }),
    average,
    map: (latent, kingdom, lane) => batch(latent, Float32Array.from(kingdom), 1, lane),
    render: async (genome, mix, psi, lane) =>
      timed(await supervisor.run({ type: 'synthesize', ws: styles(genome, mix, psi) }, lane)),
    encode: async (photo) =>
      vector(await supervisor.run({ type: 'encode', photo: photo.data, side: photo.width }, 'visit')),
    translate: async (photo, genome, mix, psi) => {
      const ws = styles(genome, mix, psi);
      return picture(
        await supervisor.run({ type: 'translate', photo: photo.data, side: photo.width, ws }, 'visit'),
      );
    },
    stop: () => supervisor.stop(),
  };
}

function openOrder(config: Config['generator'], { generator, encoder, translator }: ModelSet): OpenOrder {
  return {
    type: 'open',
    providers: config.providers,
    threads: config.threads,
    files: {
      mapping: generator.files.mapping!.path,
      synthesis: generator.files.synthesis!.path,
      encoder: encoder?.files.model?.path ?? null,
      translator: translator?.files.model?.path ?? null,
    },
    layers: generator.layers,
    wDim: generator.wDim,
    zDim: generator.zDim,
  };
}

function vector(done: Done): Float32Array {
  return done.data as Float32Array;
}

function picture(done: Done): Picture {
  return { width: done.side, height: done.side, data: done.data as Uint8Array };
}
