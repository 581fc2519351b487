import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, printRows } from './bench.ts';
import { merged, type Result, withSection } from './table.ts';

// npm run bench [name] [--json FILE] [--readme]: every question under test/bench, or one of them. --readme keeps what
// was said in figures.json and writes the section of the README anew from it.

const FIGURES = join(import.meta.dirname, 'figures.json');
const README = join(import.meta.dirname, '../../README.md');
const options = { json: { type: 'string' }, readme: { type: 'boolean' } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const notBenches = new Set(['run.ts', 'bench.ts', 'table.ts']);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !notBenches.has(file))
  .map((file) => file.replace('.ts', ''));
const wanted = positionals[0];
if (wanted && !names.includes(wanted)) {
  console.error(`there is no bench "${wanted}"; choose one of: ${names.join(', ')}`);
  process.exit(2);
}
const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.versions.node}`;
console.log(machine);
const results: Result[] = [];
for (const name of wanted ? [wanted] : names) {
  const { default: bench } = (await import(join(import.meta.dirname, `${name}.ts`))) as { default: Bench };
  console.log(`\n${name}: ${bench.question}`);
  const rows = await bench.run();
  printRows(rows);
  results.push({ bench: name, question: bench.question, machine, rows });
  // Kept after each: the whole takes long, and what is measured is measured.
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  if (values.readme) keep(results);
}

function keep(fresh: readonly Result[]): void {
  const before = existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, 'utf8')) as Result[]) : [];
  const all = merged(before, fresh);
  writeFileSync(FIGURES, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(README, withSection(readFileSync(README, 'utf8'), all));
}
