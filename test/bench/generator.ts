import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openGenerator } from '../../engine/gan/open.ts';
import { PROVIDERS } from '../../engine/show/config-schema.ts';
import { type Kingdoms, uniform } from '../../engine/show/genome.ts';
import { gaussians, seeded } from '../../engine/show/random.ts';
import { hasTorch } from '../tools/has.ts';
import { temporaryFolder } from '../tools/show.ts';
import { type Bench, interleaved, type Row, ratioOf, summary } from './bench.ts';
import { type Product, type Size, sizes } from './peers/sizes.ts';

const ROUNDS = 30;
const BATCH = 8;
type Provider = (typeof PROVIDERS)[number];
const HUMAN: Kingdoms = [1, 0, 0];

/** A PyTorch process that draws when asked, and what one picture of it costs. */
async function openTorch(layers: number, { width, sharpened }: Size) {
  const script = join(import.meta.dirname, 'generator.py');
  const resolution = 2 ** ((layers + 3) / 2);
  const args = [resolution, width, sharpened ? 1 : 0, availableParallelism()].map(String);
  const child = spawn('/usr/bin/python3', [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => Number((await lines.next()).value);
  const multiplications = await next();
  const draw = (count: number) => {
    child.stdin.write(`${count}\n`);
    return next();
  };
  return { multiplications, draw, stop: () => child.kill() };
}

/** The rows of one size on one provider; none where that is not what draws here, which is said. */
async function rowsOf(size: Size, provider: Provider, product: Product): Promise<Row[]> {
  const generator = await openGenerator({ ...size.config, providers: [provider] });
  const report = generator.status().providers.find((one) => one.provider === provider);
  if (!report?.taken) {
    console.log(`${generator.model.name} on ${provider}, skipped: ${report?.reason}`);
    await generator.stop();
    return [];
  }
  const { layers, zDim, name } = generator.model;
  const torch = await openTorch(layers, size);
  const w = await generator.map(gaussians(seeded(1), zDim), HUMAN, 'birth');
  const genome = uniform(w, layers, 1, name);
  try {
    const times = await interleaved(ROUNDS, {
      engine: () => generator.render(genome, HUMAN, 0.8, 'birth'),
      eager: () => torch.draw(1),
      eagerBatch: () => torch.draw(BATCH),
      product: () => product.run(),
    });
    const engine = summary(times.engine);
    const perPicture = summary(times.eagerBatch.map((ms) => ms / BATCH));
    const share = torch.multiplications / product.multiplications;
    const ceiling = summary(times.product.map((ms) => ms * share));
    const perSecond = (ms: number) => 1000 / ms;
    const row = (
      against: string,
      theirs: typeof engine,
      target: string,
      met: (ratio: number) => boolean,
    ): Row => {
      const slower = ratioOf(engine, theirs);
      const ratio = slower === null ? null : 1 / slower;
      return {
        what: `${name} on ${provider}, ${(torch.multiplications / 1e9).toFixed(2)} GMAC`,
        unit: 'pictures/s',
        ours: perSecond(engine.median),
        against,
        theirs: perSecond(theirs.median),
        ratio,
        target,
        met: met(1 / (engine.median / theirs.median)),
      };
    };
    const speed = (2 * torch.multiplications) / ceiling.median / 1e6;
    console.log(`matrix product: ${speed.toFixed(0)} GFLOP/s`);
    return [
      row('PyTorch eager, one at a time', summary(times.eager), '>= 2.5', (ratio) => ratio >= 2.5),
      row(`PyTorch eager, ${BATCH} at a time`, perPicture, '>= 2.5', (ratio) => ratio >= 2.5),
      row('matrix product of as many multiplications', ceiling, '>= 0.5', (ratio) => ratio >= 0.5),
    ];
  } finally {
    torch.stop();
    await generator.stop();
  }
}

export default {
  question: 'How many pictures a second, against PyTorch eager and the machine’s own matrix product?',
  async run() {
    if (!hasTorch) {
      console.log('skipped: apt-get install python3-torch python3-pil python3-numpy');
      return [];
    }
    const { folder, remove } = temporaryFolder();
    try {
      const rows: Row[] = [];
      const { all, product } = await sizes(folder);
      for (const size of all)
        for (const provider of PROVIDERS) rows.push(...(await rowsOf(size, provider, product)));
      return rows;
    } finally {
      remove();
    }
  },
} satisfies Bench;
