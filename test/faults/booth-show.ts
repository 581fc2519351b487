import { openArchive } from '../../engine/archive/archive.ts';
import { seedSource } from '../../engine/show/seeds.ts';
import { createStage } from '../../engine/show/stage.ts';
import { startVisits } from '../../engine/visit/start.ts';
import { START } from '../archive/born.ts';
import { generatorDouble } from '../visit/generator-double.ts';

/** No phase runs out while a test looks at it. */
const LONG = 600_000;
const times = { noticeMs: LONG, captureMs: LONG, readingMs: LONG, revealMs: LONG, leftMs: LONG };
const OPENING = { ...START, times };

/** The real stage, visits and archive in `folder`, as main.ts puts them together; only the networks are arithmetic. */
export async function boothShow(folder: string, backups = 0) {
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const archive = openArchive({
    folder,
    config: { retentionDays: 0, pictureQuality: 85, backups, backupHour: 0 },
    now: Date.now,
    rerender: () => Promise.reject(new Error('no picture is missing here')),
  });
  const stage = createStage({
    ...archive.restore(OPENING),
    now: Date.now,
    journal: archive.journal,
    onError,
  });
  const showSeed = archive.showSeed(1);
  await archive.sweep(showSeed);
  const edge = archive.follow(stage);
  const { library } = archive;
  const seeds = seedSource(showSeed, archive.lastNumber());
  const generator = generatorDouble();
  const words = { leaveOut: [], classifiers: [], refusedWords: [] };
  const parts = { stage, library, generator, seeds, approval: false, guesses: [], minAge: 18, ...words };
  const visits = startVisits({ ...parts, onError });

  /** A creature of nobody's hangs, so that a visitor has whom to be mixed with. */
  async function hatch(slot: number): Promise<void> {
    const { number, seed } = seeds.next();
    const mix = [0.2, 0.5, 0.3] as const;
    const [human, machine, cell] = mix;
    const w = await generator.map(new Float32Array(8).fill(seed % 7), mix, 'birth');
    const { layers, wDim, name: model } = generator.model;
    const whole = Float32Array.from({ length: layers * wDim }, (_, i) => w[i % wDim]!);
    const genome = { layers, wDim, w: whole, noiseSeed: seed, model };
    const kin = { slot, parentA: 0, parentB: 0, generation: 0 };
    await library.keepPicture(seed, await generator.render(genome, mix, 0.8, 'birth'));
    const kept = { number, mix, psi: 0.8, bornAt: stage.now(), genome, recipe: null, profile: null };
    const born = { type: 'creature/born', creature: seed, ...kin, human, machine, cell } as const;
    stage.announce([born], { creature: seed, ...kin, ...kept });
  }

  /** Presses the button until the booth waits for a photo; the visit's name. */
  function toCapture(): string {
    stage.tell({ type: 'button/pressed', button: 'big' });
    stage.tell({ type: 'button/pressed', button: 'big' });
    return stage.state().visit!.visit;
  }
  const stop = () => visits.stop().then(edge.stop);
  stage.tell({ type: 'show/opened', show: 'test' });
  return { archive, stage, library, visits, errors, hatch, toCapture, health: edge.health, stop };
}
