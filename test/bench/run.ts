import { readdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, printRows } from './bench.ts';

// npm run bench [name] [--json FILE]: every question under test/bench, or one of them.

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const notBenches = new Set(['run.ts', 'bench.ts']);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !notBenches.has(file))
  .map((file) => file.replace('.ts', ''));
const wanted = positionals[0];
if (wanted && !names.includes(wanted)) {
  console.error(`there is no bench "${wanted}"; choose one of: ${names.join(', ')}`);
  process.exit(2);
}
const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.versions.node}`;
console.log(machine);
const results = [];
for (const name of wanted ? [wanted] : names) {
  const { default: bench } = (await import(join(import.meta.dirname, `${name}.ts`))) as { default: Bench };
  console.log(`\n${name}: ${bench.question}`);
  const rows = await bench.run();
  printRows(rows);
  results.push({ bench: name, machine, rows });
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
