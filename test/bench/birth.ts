import { type Kingdoms, uniform } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { type Bench, type Row, ratioOf, summary } from './bench.ts';
import { openHatchery } from './peers/hatchery-show.ts';

const ROUNDS = 12;
const BATCH = 50;
const SUSTAINED_MS = 300_000;
const TEMPO = 30;
const HUMAN: Kingdoms = [1, 0, 0];

/** The whole birth, from breeding until every wall has heard of it, against the generator alone, in turn. */
async function run(): Promise<Row[]> {
  const show = await openHatchery();
  const { generator, stages } = show;
  const { zDim, layers, name } = generator.model;

  /** What the same pictures cost where nothing else is done; milliseconds of each. */
  async function drawn(count: number): Promise<number> {
    const start = performance.now();
    for (let seed = 0; seed < count; seed++) {
      const w = await generator.map(gaussians(seeded(seed), zDim), HUMAN, 'birth');
      await generator.render(uniform(w, layers, seed, name), HUMAN, 0.8, 'birth');
    }
    return (performance.now() - start) / count;
  }

  try {
    const [births, pictures]: [number[], number[]] = [[], []];
    // One batch of each is the warm-up. The wall has empty slots throughout, so that no tempo holds births back.
    for (let round = -1; round < ROUNDS; round++) {
      const [birth, picture] = [await show.breed(BATCH), await drawn(BATCH)];
      if (round >= 0) [births.push(birth), pictures.push(picture)];
    }
    if (show.births() >= show.slots) throw new Error('the wall was full before the end');
    console.table(
      Object.entries(stages).map(([stage, times]) => {
        const { median, p95 } = summary(times);
        return { stage, 'median ms': median.toFixed(2), 'p95 ms': p95.toFixed(2) };
      }),
    );
    await show.breed(show.slots - show.births());
    show.delay.enable();
    const [before, start] = [show.births(), performance.now()];
    while (performance.now() - start < SUSTAINED_MS) await show.breed(TEMPO);
    const perSecond = (show.births() - before) / ((performance.now() - start) / 1000);
    const delayMs = show.delay.percentile(99) / 1e6;
    const [a, b] = [summary(births), summary(pictures)];
    const [told, heard] = [summary(stages.told), summary(stages.announce)];
    const share = 1 - b.median / a.median;
    return [
      {
        ...{
          what: 'one birth, whole',
          unit: 'ms',
          ours: a.median,
          against: 'its picture alone',
          theirs: b.median,
        },
        ...{ ratio: ratioOf(a, b), target: '15 % not picture', met: share <= 0.15 },
      },
      {
        ...{
          what: 'until every wall has heard, p95',
          unit: 'ms',
          ours: told.p95,
          against: 'to keep it',
          theirs: heard.p95,
        },
        ...{ ratio: ratioOf(told, heard), target: '<= 50 ms', met: told.p95 <= 50 },
      },
      {
        ...{ what: `births over ${SUSTAINED_MS / 60_000} min, full wall`, unit: '/s', ours: perSecond },
        ...{
          against: 'asked for',
          theirs: TEMPO,
          ratio: perSecond / TEMPO,
          target: '>= 0.95',
          met: perSecond >= 0.95 * TEMPO,
        },
      },
      {
        ...{
          what: 'event-loop delay meanwhile, p99',
          unit: 'ms',
          ours: delayMs,
          against: 'one frame',
          theirs: 1000 / 60,
        },
        ...{ ratio: (delayMs * 60) / 1000, target: '<= 1', met: delayMs <= 1000 / 60 },
      },
    ];
  } finally {
    await show.close();
  }
}

const bench: Bench = { question: 'how much of a birth is not its picture?', run };
export default bench;
