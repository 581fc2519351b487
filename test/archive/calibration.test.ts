import { expect, test } from 'vitest';
import { uncalibrated } from '../../engine/show/sensing/calibration.ts';
import type { State } from '../../engine/show/state.ts';
import { temporaryFolder } from '../tools/show.ts';
import { openShow, START } from './born.ts';

test('a calibration outlives the engine; what the configuration says is said anew', async () => {
  const { folder, remove } = temporaryFolder();
  const one = { nearCm: 100, farCm: 120, dwellMs: 1000, leaveMs: 2000, marginCm: 0, weight: 1 };
  const start = (nearCm: number): State => ({
    ...START,
    calibration: uncalibrated([{ name: 'door', kind: 'ultrasonic', ...one, nearCm }]),
  });
  const show = openShow(folder, { start: start(100) });
  show.stage.tell({ type: 'threshold/set', sensor: 'door', name: 'dwellMs', value: 700 });
  show.stage.tell({ type: 'baseline/moved', sensor: 'door', baselineCm: 300 });
  show.stage.tell({ type: 'calibration/saved', version: 1, by: 'desk Ada' });
  const { calibration } = show.stage.state();
  await show.stop();
  const again = openShow(folder, { start: start(90) });
  expect(again.stage.state().calibration).toEqual({
    ...calibration,
    config: { ...calibration.config, sensors: { door: { ...one, nearCm: 90 } } },
  });
  await again.stop();
  remove();
});
