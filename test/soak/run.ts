import { writeFileSync } from 'node:fs';
import { memoryFolder } from '../faults/places.ts';
import { temporaryFolder } from '../tools/show.ts';
import { soakAccelerated } from './accelerated.ts';
import { boundLines } from './lines.ts';
import { soakReal } from './real.ts';
import { type Bound, bounds } from './report.ts';
import { readSoakOptions, USAGE } from './soak-options.ts';

// npm run soak: hours of visitors, orders and faults, real or accelerated; exit code 1 where a bound is broken.

const { options, faults } = readSoakOptions(process.argv.slice(2));
if (!options) {
  console.error([...faults, USAGE].join('\n'));
  process.exit(2);
}
let over = false;
process.on('SIGINT', () => {
  over = true;
});
process.on('SIGTERM', () => {
  over = true;
});
const { plan, speed } = options;
// On a disk the faster clock would only wait for it.
const { folder, remove } = speed > 1 ? memoryFolder() : temporaryFolder();
const result: { bounds: Bound[] } =
  speed > 1
    ? await soakAccelerated(plan, speed, folder, () => over, console.log)
    : await soakReal(plan, folder, () => over, console.log).then((soak) => ({
        ...soak,
        bounds: bounds(soak),
      }));
console.log(boundLines(result.bounds));
if (options.out) writeFileSync(options.out, `${JSON.stringify({ plan, speed, ...result }, null, 1)}\n`);
const broken = result.bounds.some(({ verdict }) => verdict === 'broken');
if (broken) console.log(`the data are left in ${folder}`);
else remove();
process.exit(broken ? 1 : 0);
