import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figure, merged, NO_TARGET, type Result, section, withSection } from './table.ts';

const row = {
  ...{
    what: 'a | b',
    unit: 'ms',
    ours: 1.2345,
    against: 'bare',
    theirs: 123.4,
    ratio: 0.01,
    target: '<= 2x',
  },
  met: true,
};
const result = (bench: string, machine = 'two cores'): Result => ({
  bench,
  question: '?',
  machine,
  rows: [row],
});
const root = join(import.meta.dirname, '../..');

test.each([
  [0.012345, '0.0123'],
  [1.2345, '1.23'],
  [99.96, '100'],
  [1234.5, '1235'],
])('%s is read as %s', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('a bench that was run again takes the place of its earlier figures', () => {
  const again = result('osc', 'four cores');
  expect(merged([result('wall'), result('osc')], [again])).toEqual([again, result('wall')]);
});

test('the section has a line for every row and names the machine', () => {
  const text = section([result('osc')]);
  expect(text).toContain('| osc | a \\| b | 1.23 ms | 123 ms bare | 0.01 | <= 2x | yes |');
  expect(text).toContain('two cores');
  expect(section([{ ...result('osc'), rows: [{ ...row, ratio: null, met: false }] }])).toContain(
    '| within the spread | <= 2x | no |',
  );
  expect(section([{ ...result('osc'), rows: [{ ...row, target: NO_TARGET }] }])).toContain('| 0.01 | - |  |');
});

test('the section is put where the page has room for it, and nowhere else', () => {
  const page = `before\n${section([])}\nafter`;
  const written = withSection(page, [result('osc')]);
  expect(written).toBe(`before\n${section([result('osc')])}\nafter`);
  expect(() => withSection('no room', [])).toThrow('the page has no place for the figures');
});

test('the README says what was measured last (else: npm run bench -- --readme)', () => {
  const file = join(root, 'test/bench/figures.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];
  expect(kept.length).toBeGreaterThan(0);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(section(kept));
});
