import type { FaultRow } from './row.ts';
import { archive } from './rows/archive.ts';
import { generator } from './rows/generator.ts';
import { pages } from './rows/pages.ts';
import { room } from './rows/room.ts';
import { web } from './rows/web.ts';

/** Every fault we know of, what becomes of it and the test that makes it happen, by what is broken. */
export const matrix: readonly FaultRow[] = [...generator, ...archive, ...room, ...web, ...pages].map(
  ([fault, code, sees, desk, heals, within, test]) => ({ fault, code, sees, desk, heals, within, test }),
);

/** The table as test/faults/README.md shows it. */
export function matrixPage(): string {
  const line = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  const head = ['fault', 'code', 'visitors see', 'the desk says', 'heals by', 'within', 'test'];
  const rows = matrix.map(({ fault, code, sees, desk, heals, within, test }) =>
    line([fault, code ?? '', sees, desk, heals, within, test ?? 'none yet']),
  );
  const title = '# What can go wrong\n\nWritten by `node --import tsx test/faults/write-matrix.ts`.\n\n';
  return `${title}${[line(head), line(head.map(() => '---')), ...rows].join('\n')}\n`;
}
