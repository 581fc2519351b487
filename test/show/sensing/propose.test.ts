import { describe, expect, test } from 'vitest';
import { gaussians, seeded } from '../../../engine/show/random.ts';
import { propose } from '../../../engine/show/sensing/propose.ts';
import type { Sample } from '../../../engine/show/sensing/reading.ts';
import { replay } from '../../../engine/show/sensing/replay.ts';

/** A recording ten times a second of `cm` with a noise of `noiseCm`; null = nothing seen. */
function recording(seconds: number, cm: number | null, noiseCm = 1, everyMs = 100): Sample[] {
  const count = (seconds * 1000) / everyMs + 1;
  const noise = gaussians(seeded(seconds), count);
  return Array.from({ length: count }, (_, i) => ({
    at: i * everyMs,
    cm: cm === null ? null : cm + noiseCm * noise[i]!,
  }));
}

describe('thresholds from two recordings', () => {
  test('lie between somebody and the room', () => {
    const found = propose(recording(120, 300), recording(60, 80));
    if (!found.ok) throw new Error(found.sentence);
    const { nearCm, farCm, dwellMs, leaveMs, marginCm } = found.thresholds;
    expect(nearCm).toBeGreaterThan(90);
    expect(farCm).toBeGreaterThan(nearCm);
    expect(farCm).toBeLessThan(200);
    expect(marginCm).toBeGreaterThan(100);
    expect(300 - marginCm).toBeGreaterThan(nearCm);
    expect([dwellMs, leaveMs]).toEqual([2000, 2000]);
    expect(found.baselineCm).toBeCloseTo(300, -0.5);
    expect(found.predicted).toMatchObject({ falsePerHour: 0, visits: 7, missed: 0, missedPerHour: 0 });
    // Nobody in two minutes: the rule of three says fewer than 90 an hour.
    expect(found.predicted.falsePerHourAtMost).toBeCloseTo(89, -1);
    expect(found.sentence).toMatch(/reads 300 cm.*nobody was seen.*90 an hour.*none was missed/);
  });

  test('need no margin where the room shows nothing', () => {
    const found = propose(recording(120, null), recording(60, 60));
    expect(found).toMatchObject({ ok: true, baselineCm: null, thresholds: { marginCm: 0 } });
  });

  test('wait longer where something often comes near an empty room', () => {
    const empty = recording(120, 300);
    for (let i = 0; i < empty.length; i++) if (i % 400 > 375) empty[i]!.cm = i < 410 ? 70 : empty[i]!.cm;
    const found = propose(empty, recording(60, 80));
    if (!found.ok) throw new Error(found.sentence);
    expect(found.thresholds.dwellMs).toBe(3000);
    expect(found.predicted.falsePerHour).toBe(0);
  });

  test('wait less where the sensor loses whoever stands there, and longer before they have left', () => {
    const occupied = recording(60, 80).map(({ at, cm }) => ({ at, cm: at % 3200 > 1300 ? 300 : cm }));
    const found = propose(recording(120, 300), occupied);
    if (!found.ok) throw new Error(found.sentence);
    expect(found.thresholds.dwellMs).toBeLessThan(1300);
    expect(found.thresholds.leaveMs).toBeGreaterThan(2000);
  });

  test('the prediction is what the pipeline does with them', () => {
    const empty = recording(3600, 300);
    for (let i = 0; i < empty.length; i++) if (i % 6000 > 5900) empty[i]!.cm = 70;
    const found = propose(empty, recording(60, 80));
    if (!found.ok) throw new Error(found.sentence);
    expect(found.predicted.falsePerHour).toBeCloseTo(replay(empty, found.thresholds).stays.length, 0);
    expect(found.predicted.falsePerHour).toBeGreaterThan(4);
    expect(found.sentence).toMatch(/\d were seen/);
  });

  test.each<[string, Sample[], Sample[]]>([
    ['empty-short', recording(30, 300), recording(60, 80)],
    ['occupied-short', recording(120, 300), recording(10, 80)],
    ['empty-short', [], recording(60, 80)],
    ['sparse', recording(120, 300, 1, 2000), recording(60, 80)],
    ['nobody-seen', recording(120, 300), recording(60, null)],
    ['alike', recording(120, 300), recording(60, 301)],
    ['alike', recording(120, 85), recording(60, 80)],
    ['alike', recording(120, 80), recording(60, 300)],
  ])('are refused: %s', (why, empty, occupied) => {
    const found = propose(empty, occupied);
    expect(found).toMatchObject({ ok: false, why });
    expect(found.sentence).toMatch(/\.$/);
  });
});

test('a recording played through thresholds says who was noticed, how long and how often', () => {
  const visit = [...recording(60, 300), ...recording(10, 80), ...recording(60, 300)];
  const samples = visit.map(({ cm }, i) => ({ at: 5000 + i * 100, cm }));
  const thresholds = { nearCm: 100, farCm: 120, dwellMs: 1000, leaveMs: 2000, marginCm: 0 };
  const found = replay(samples, thresholds);
  expect(found.stays).toHaveLength(1);
  expect(found.stays[0]!.distanceCm).toBeCloseTo(80, -1);
  expect(found.stays[0]!.from - 65_000).toBeCloseTo(1200, -3);
  expect(found.stays[0]!.until! - 75_000).toBeCloseTo(2400, -3);
  expect(found.hours * 3600).toBeCloseTo(130, 0);
  expect(found.enteredPerHour).toBeCloseTo(3600 / 130, 0);
  expect(replay(samples, { ...thresholds, dwellMs: 15_000 }).stays).toEqual([]);
});
