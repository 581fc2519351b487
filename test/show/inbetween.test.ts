import { describe, expect, test } from 'vitest';
import { decodeInbetween, encodeInbetween, inbetweensFor } from '../../engine/show/inbetween.ts';

const pixels = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => i * 5);
const frame = { creature: 0x7fff_fffe, slot: 1599, t: 0.25, side: 4, pixels };

test('an in-between picture comes out of its bytes as it went in', () => {
  expect(decodeInbetween(encodeInbetween(frame))).toEqual(frame);
  // As it lies in a longer message.
  const padded = new Uint8Array([1, 2, 3, ...encodeInbetween(frame)]);
  expect(decodeInbetween(padded.subarray(3))).toEqual(frame);
});

test('bytes that are none are none', () => {
  const bytes = encodeInbetween(frame);
  for (const wrong of [new Uint8Array(), bytes.subarray(0, 13), bytes.subarray(0, -1)])
    expect(decodeInbetween(wrong)).toBeNull();
  expect(decodeInbetween(encodeInbetween({ ...frame, t: 1.5 }))).toBeNull();
  expect(decodeInbetween(encodeInbetween({ ...frame, t: Number.NaN }))).toBeNull();
});

describe('frames a birth', () => {
  const at = (tempo: number, pictureMs: number, transitionMs = 900) =>
    inbetweensFor(-1, { tempo, pictureMs, transitionMs });

  test.each([
    ['a quick machine draws as many as may be', at(1, 5), 32],
    ['an ordinary one spends most of what is left', at(1, 20), 30],
    ['one that only just keeps the tempo draws none', at(10, 100), 0],
    ['one that does not keep it draws none', at(30, 100), 0],
    ['several births at once share', at(4, 20), 8],
  ])('%s', (_, frames, expected) => expect(frames).toBe(expected));

  test('what is wanted is drawn, whatever it costs', () => {
    const slow = { tempo: 30, pictureMs: 500, transitionMs: 100 };
    expect([0, 1, 5.4, 32, 99].map((wanted) => inbetweensFor(wanted, slow))).toEqual([0, 1, 5, 32, 32]);
  });
});
