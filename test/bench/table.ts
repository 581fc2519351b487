import type { Row } from './bench.ts';

/** What one bench said on one machine. */
export interface Result {
  bench: string;
  question: string;
  machine: string;
  rows: readonly Row[];
}

/** What stands for a target where a figure has none. */
export const NO_TARGET = '-';

const BEGIN = '<!-- figures: npm run bench -- --readme -->';
const END = '<!-- end of figures -->';

/** A figure as a person reads it: three digits, and no more than there are. */
export function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** The ratio, or why there is none. */
export function ratioText({ ratio }: Row): string {
  return ratio === null ? 'within the spread' : ratio.toFixed(2);
}

/** Whether a target was met; nothing where there is none. */
export function verdict({ target, met }: Row): string {
  if (target === NO_TARGET) return '';
  return met ? 'yes' : 'no';
}

/** `results` with those of `fresh` in the place of the earlier ones of the same bench, by name. */
export function merged(results: readonly Result[], fresh: readonly Result[]): Result[] {
  const all = new Map([...results, ...fresh].map((result) => [result.bench, result]));
  return [...all.values()].sort((a, b) => (a.bench < b.bench ? -1 : 1));
}

/** The section of the README, in Markdown. */
export function section(results: readonly Result[]): string {
  const machines = [...new Set(results.map(({ machine }) => machine))];
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const lines = results.flatMap(({ bench, rows }) =>
    rows.map((row) => {
      const { what, unit, ours, against, theirs, target } = row;
      const cells = [
        bench,
        what,
        `${figure(ours)} ${unit}`,
        `${figure(theirs)} ${unit} ${against}`,
        ratioText(row),
        target,
        verdict(row),
      ];
      return `| ${cells.map(cell).join(' | ')} |`;
    }),
  );
  return [
    BEGIN,
    '',
    `Measured on ${machines.join('; ')}. Both sides of a line were measured in turn in one run.`,
    '',
    '| bench | what | ours | against | ratio | target | met |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    END,
  ].join('\n');
}

/** `page` with the section in the place of the one it holds. Throws where it holds none. */
export function withSection(page: string, results: readonly Result[]): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page has no place for the figures: ${BEGIN} ... ${END}`);
  return page.slice(0, from) + section(results) + page.slice(to + END.length);
}
