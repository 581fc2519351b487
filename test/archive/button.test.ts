import { expect, test } from 'vitest';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, START } from './born.ts';

test('a learnt button outlives the engine; that one was being learnt does not', async () => {
  const { folder, remove } = temporaryFolder();
  const learnt = { vendorId: 0x4321, productId: 0x8765, interfaceId: -1, byte: 2, mask: 1, value: 1 };
  const show = openShow(folder, { start: START });
  show.stage.tell({ type: 'button/learnt', ...learnt });
  show.stage.tell({ type: 'button/learning', on: 1, cause: '' });
  await show.stop();
  const again = openShow(folder, { start: START });
  expect(again.stage.state().button).toEqual({ learnt, learningUntil: null, cause: '' });
  await again.stop();
  remove();
});

test('a button that was forgotten stays forgotten', async () => {
  const { folder, remove } = temporaryFolder();
  const learnt = { vendorId: 0x4321, productId: 0x8765, interfaceId: -1, byte: 2, mask: 1, value: 1 };
  const show = openShow(folder, { start: START });
  show.stage.tell({ type: 'button/learnt', ...learnt });
  show.stage.tell({ type: 'button/forgotten', vendorId: 0x4321, productId: 0x8765 });
  await show.stop();
  const again = openShow(folder, { start: START });
  expect(again.stage.state().button.learnt).toBeNull();
  await again.stop();
  remove();
});
