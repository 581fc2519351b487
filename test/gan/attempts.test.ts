import { expect, test } from 'vitest';
import { Attempts } from '../../engine/gan/attempts.ts';
import type { OpenOrder } from '../../engine/gan/messages.ts';

const file = { path: 'x.onnx', sha256: '0'.repeat(64) };
const order: OpenOrder = {
  known: false,
  type: 'open',
  providers: ['cuda', 'webgpu'],
  threads: 0,
  files: { mapping: file, synthesis: file, encoder: null, translator: null },
  layers: 1,
  wDim: 1,
  zDim: 1,
  classifiers: [],
};
const report = (provider: string, probeMs: number | null) => ({
  provider,
  taken: false,
  probeMs,
  reason: 'measured',
});

test('the first retry is immediate, later ones wait longer, and a long life starts afresh', () => {
  const attempts = new Attempts(order);
  const waits = [100, 100, 100, 100, 100, 100].map((livedMs) => attempts.lost(livedMs, null));
  expect(waits).toEqual([0, 250, 500, 1000, 2000, 2000]);
  expect(attempts.lost(60_000, null)).toBe(0);
});

test('a provider that takes the process with it twice is left out and reported', () => {
  const attempts = new Attempts(order);
  attempts.lost(100, 'cuda');
  expect(attempts.next().providers).toEqual(['cuda', 'webgpu']);
  attempts.lost(100, 'cuda');
  expect(attempts.next().providers).toEqual(['webgpu']);
  const reports = attempts.opened('cpu', 2, [report('webgpu', null), report('cpu', 30)]);
  expect(reports).toMatchObject([
    { provider: 'cuda', taken: false, probeMs: null, reason: expect.stringContaining('ended') },
    { provider: 'webgpu', taken: false, probeMs: null },
    { provider: 'cpu', taken: true, probeMs: 30 },
  ]);
});

test('a child that comes back opens what worked, without asking every provider again', () => {
  const attempts = new Attempts(order);
  attempts.opened('cpu', 2, [report('cuda', null), report('webgpu', 90), report('cpu', 30)]);
  expect(attempts.next()).toMatchObject({ providers: ['cpu'], threads: 2 });
  const again = attempts.opened('cpu', 2, [report('cpu', 31)]);
  expect(again.map((one) => one.probeMs)).toEqual([null, 90, 31]);
});

test('the number of CPU threads that was measured is not forced on another provider', () => {
  const attempts = new Attempts(order);
  attempts.opened('webgpu', 0, [report('webgpu', 5), report('cpu', 30)]);
  expect(attempts.next()).toMatchObject({ providers: ['webgpu'], threads: 0 });
});

test('the CPU is never left out', () => {
  const attempts = new Attempts({ ...order, providers: ['cpu'] });
  for (let i = 0; i < 5; i++) attempts.lost(100, 'cpu');
  expect(attempts.next().providers).toEqual(['cpu']);
});
