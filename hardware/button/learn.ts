import { type LearntButton, MAX_REPORT } from '../../engine/show/button.ts';

export interface Report {
  /** In ms. */
  at: number;
  bytes: Uint8Array;
}

/** What a device has reported since learning began; equal reports in a row may be left out. */
export interface Recording {
  vendorId: number;
  productId: number;
  interfaceId: number;
  /** When it began to be listened to, in ms. */
  since: number;
  reports: readonly Report[];
}

interface Run {
  value: number;
  from: number;
}

/** Shorter is a contact that bounces. */
const BOUNCE_MS = 25;
/** Two presses move a bit four times, and more while the contact bounces; a counter or a stick moves it all the time. */
const MAX_MOVES = 24;
/** What reports at once reports all the time, its rest first; nobody is so quick to press. */
const AT_ONCE_MS = 250;
const MAX_PRESS_MS = 3000;
/** The button is at rest once it has been left alone this long, */
const REST_MS = 1000;
/** and this much longer than it was pressed: what ticks evenly never is. */
const REST_RATIO = 1.5;

/**
 * The button that was pressed at least twice and left alone since, as of `now`; null where there is none yet, or where two
 * devices could be it. One byte of its reports goes from rest to one other value and back, each time the same.
 */
export function learntFrom(recordings: readonly Recording[], now: number): LearntButton | null {
  const found = recordings.flatMap((recording) => {
    const { vendorId, productId, interfaceId } = recording;
    const bits = pressedTwice(recording, now);
    return bits ? [{ vendorId, productId, interfaceId, ...bits }] : [];
  });
  const [first] = found;
  if (!first) return null;
  const isSame = (one: LearntButton) => one.vendorId === first.vendorId && one.productId === first.productId;
  return found.every(isSame) ? first : null;
}

/** Reports of one length are one kind of report. The byte with the fewest values is the clearest. */
function pressedTwice(
  { reports, since }: Recording,
  now: number,
): Pick<LearntButton, 'byte' | 'mask' | 'value'> | null {
  const lengths = [...new Set(reports.map(({ bytes }) => bytes.length))];
  const clear = lengths
    .flatMap((length) => {
      const same = reports.filter(({ bytes }) => bytes.length === length);
      return Array.from({ length: Math.min(length, MAX_REPORT) }, (_, byte) =>
        bitsOf(same, byte, since, now),
      );
    })
    .filter((bits) => bits !== null)
    .sort((a, b) => a.values - b.values || a.byte - b.byte)[0];
  return clear ? { byte: clear.byte, mask: clear.mask, value: clear.value } : null;
}

function bitsOf(reports: readonly Report[], byte: number, since: number, now: number) {
  const raw = reports.map(({ bytes }) => bytes[byte]!);
  const quiet = quietBits(raw);
  const runs = runsOf(
    reports.map(({ at }, i) => ({ from: at, value: raw[i]! & quiet })),
    now,
  );
  // (rest) pressed rest pressed rest; a button that only tells changes is silent before the first press.
  const [pressed, rest] = runs.slice(-2);
  if (!pressed || !rest || runs.length < 4) return null;
  if (runs.some(({ value }, i) => value !== ((runs.length - i) % 2 === 1 ? rest : pressed).value))
    return null;
  if (reports[0]!.at - since <= AT_ONCE_MS && runs[0]!.value !== rest.value) return null;
  const presses = runs.flatMap(({ value, from }, i) =>
    value === pressed.value ? [runs[i + 1]!.from - from] : [],
  );
  const longest = Math.max(...presses);
  if (longest > MAX_PRESS_MS || now - rest.from < Math.max(REST_MS, REST_RATIO * longest)) return null;
  const mask = rest.value ^ pressed.value;
  return { byte, mask, value: pressed.value & mask, values: new Set(raw).size };
}

/** The bits that do not move all the time. */
function quietBits(values: readonly number[]): number {
  const moves = new Array<number>(8).fill(0);
  for (let i = 1; i < values.length; i++)
    for (let bit = 0; bit < 8; bit++)
      if (((values[i]! ^ values[i - 1]!) >> bit) & 1) moves[bit] = moves[bit]! + 1;
  return moves.reduce((mask, count, bit) => (count > MAX_MOVES ? mask : mask | (1 << bit)), 0);
}

/** The stretches of one value, without those that only bounced. */
function runsOf(values: readonly Run[], now: number): Run[] {
  const changes = values.filter(({ value }, i) => value !== values[i - 1]?.value);
  const steady = changes.filter(({ from }, i) => (changes[i + 1]?.from ?? now) - from >= BOUNCE_MS);
  return steady.filter(({ value }, i) => value !== steady[i - 1]?.value);
}
