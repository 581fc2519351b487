import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { startTidying } from '../../engine/heap.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** MB of the old objects' pages that hold none. */
function halfEmptyMB(): number {
  const old = getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')!;
  return (old.physical_space_size - old.space_used_size) / 1e6;
}

/** Small objects that have grown old, of which two in three live on, spread over all their pages. */
function leavings(): object[] {
  const all = Array.from({ length: 300_000 }, (_, i) => ({ i, text: [i, i, i, i, i, i] }));
  for (let i = 0; i < 3; i++) collect();
  return all.filter((_, i) => i % 3 !== 0);
}

test('the pages that old objects left half empty are given back whenever V8 tidies, and only then', async () => {
  const kept = [leavings()];
  collect();
  const left = halfEmptyMB();
  const stop = startTidying(1000);
  await sleep(1500);
  const tidied = halfEmptyMB();
  stop();
  kept.push(leavings());
  collect();
  const leftAgain = halfEmptyMB() - tidied;
  expect(left).toBeGreaterThan(8);
  expect(tidied).toBeLessThan(4);
  expect(leftAgain).toBeGreaterThan(8);
  expect(kept.flat()).toHaveLength(400_000);
});
