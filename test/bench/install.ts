import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../tools/show.ts';
import { type Bench, interleaved, type Row, ratioOf, summary } from './bench.ts';
import { NO_TARGET } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');
const ROUNDS = 2;

/** Bytes of all files under `folder`. */
function size(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(join(entry.parentPath, entry.name)).size, 0);
}

/** What `npm ci` takes in an empty folder, beside copying what it installs. */
async function run(): Promise<Row[]> {
  const { folder, remove } = temporaryFolder();
  const [installed, copied] = [join(folder, 'installed'), join(folder, 'copied')];
  try {
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      cpSync(join(ROOT, file), join(installed, file), { recursive: true, force: true });
    const times = await interleaved(ROUNDS, {
      npm: () => execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: installed, stdio: 'ignore' }),
      copy() {
        rmSync(copied, { recursive: true, force: true });
        cpSync(join(installed, 'node_modules'), copied, { recursive: true });
      },
    });
    const [npm, copy] = [summary(times.npm), summary(times.copy)];
    const megabytes = size(join(installed, 'node_modules')) / 1e6;
    const runtime = size(join(installed, 'node_modules/onnxruntime-node')) / 1e6;
    return [
      {
        ...{ what: 'npm ci', unit: 's', ours: npm.median / 1000, against: 'copying the same files' },
        ...{ theirs: copy.median / 1000, ratio: ratioOf(npm, copy), target: NO_TARGET, met: true },
      },
      {
        ...{ what: 'installed', unit: 'MB', ours: megabytes, against: 'ONNX Runtime alone', theirs: runtime },
        ...{ ratio: megabytes / runtime, target: NO_TARGET, met: true },
      },
    ];
  } finally {
    remove();
  }
}

const bench: Bench = { question: 'what does it take to install?', run };
export default bench;
