import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faults } from '../../engine/show/faults.ts';
import { matrix, matrixPage } from './matrix.ts';

const tests = join(import.meta.dirname, '..');

test('every test of the table exists under its title', () => {
  const missing = matrix.filter(({ test: named }) => {
    if (!named) return false;
    const [file, title] = named.split(' :: ') as [string, string];
    const text = readFileSync(join(tests, file), 'utf8').replaceAll("\\'", "'");
    return !text.includes(title);
  });
  expect(missing).toEqual([]);
});

test('every code of the closed list occurs, and no other', () => {
  const codes = new Set(matrix.flatMap(({ code }) => code ?? []));
  expect([...codes].sort()).toEqual(Object.keys(faults).sort());
});

test('the page is the table (else: node --import tsx test/faults/write-matrix.ts)', () => {
  expect(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')).toBe(matrixPage());
});
