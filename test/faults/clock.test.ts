import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBackups } from '../../engine/archive/backups.ts';
import { codeOf, request, yes } from '../visit/house.ts';
import { boothShow } from './booth-show.ts';
import { memoryFolder } from './places.ts';

const DAY_MS = 86_400_000;
let folder: string;
let remove: () => void;
let jumpMs = 0;
const real = Date.now;

beforeEach(() => {
  ({ folder, remove } = memoryFolder());
  jumpMs = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + jumpMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  remove();
});

test.each([
  ['a day forward', DAY_MS],
  ['a day back', -DAY_MS],
  ['to 1970, as with an empty battery', -real()],
])(
  'the clock jumps %s in the middle of a visit: the visitor has their portrait, the next begins',
  async (_, ms) => {
    const show = await boothShow(folder);
    for (let slot = 0; slot < 3; slot++) await show.hatch(slot);
    const visit = show.toCapture();
    jumpMs = ms;
    const { code, creature } = await show.visits.visit(
      await request({ visit, consent: { ...yes, keep: true } }),
    );
    expect(show.stage.state()).toMatchObject({ phase: 'reveal', visit: { visit, creature: creature.id } });
    show.stage.tell({ type: 'button/pressed', button: 'big' });
    expect(show.stage.state()).toMatchObject({ phase: 'attract', visit: null });
    const second = show.toCapture();
    expect(second).not.toBe(visit);
    const { wall } = show.stage.state();
    await show.stop();
    const again = await boothShow(folder);
    expect(again.stage.state()).toMatchObject({ wall, faults: [] });
    expect(again.library.profile(code)?.id).toBe(creature.id);
    expect(await again.visits.visit(await request({ visit: second })).catch(codeOf)).toBe('visit-over');
    await again.stop();
  },
);

test('when summer time begins and ends there is one copy a day, and none is made twice', async () => {
  const zone = process.env.TZ;
  process.env.TZ = 'Europe/Vienna';
  try {
    const show = await boothShow(folder);
    await show.hatch(0);
    const backups = openBackups(folder, 7);
    const made: string[] = [];
    for (const night of ['2027-03-27T22:00:00Z', '2027-10-30T21:00:00Z'])
      for (let hour = 0; hour < 35; hour += 5) {
        const copy = await backups.take(new Date(Date.parse(night) + hour * 3_600_000));
        if (copy) made.push(copy.slice(-13, -3));
      }
    expect(made).toEqual([
      '2027-03-27',
      '2027-03-28',
      '2027-03-29',
      '2027-10-30',
      '2027-10-31',
      '2027-11-01',
    ]);
    await show.stop();
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});
