import { afterAll, expect, test } from 'vitest';
import { TAKEN_NAMES } from '../../engine/show/board-faults.ts';
import { freePort, startShow, temporaryFolder } from '../tools/show.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

test('no board can be named as a part of the engine, whose health it would stand in for', {
  timeout: 150_000,
}, async () => {
  const show = await startShow(await freePort(), ['--data', folder]);
  const { edges } = await (await fetch(`${show.url}/health`)).json();
  await show.end();
  const parts = Object.keys(edges).filter((name) => name !== 'board');
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.filter((name) => !TAKEN_NAMES.includes(name))).toEqual([]);
});
