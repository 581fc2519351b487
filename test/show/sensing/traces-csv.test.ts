import { describe, expect, test } from 'vitest';
import { csvLine, parseTraces, type TraceSample } from '../../../engine/show/sensing/traces-csv.ts';

describe('CSV', () => {
  test('is read as it was written', () => {
    const told: TraceSample[] = [
      { at: 1_700_000_000_000, sensor: 'door', cm: 83.5 },
      { at: 1_700_000_000_050, sensor: 'door', cm: null },
      { at: 1_700_000_000_000, sensor: 'a "door", left', cm: 80 },
    ];
    const text = `at,sensor,cm\n${told.map(csvLine).join('\n')}\n`;
    expect(parseTraces(text)).toEqual({ samples: told, fault: null });
    expect(parseTraces(`\ufeff${text.replaceAll('\n', '\r\n')}`).samples).toEqual(told);
  });

  test.each([
    ['', 1, 'header'],
    ['time;cm\n1;2', 1, 'header'],
    ['at,sensor,cm\n1,door', 2, 'three values'],
    ['at,sensor,cm\n1,door,2,3', 2, 'three values'],
    ['at,sensor,cm\n1,door,80\n\n-5,door,80', 4, 'no time'],
    ['at,sensor,cm\nyesterday,door,80', 2, 'no time'],
    ['at,sensor,cm\n1e20,door,80', 2, 'no time'],
    ['at,sensor,cm\n1,,80', 2, 'no name'],
    ['at,sensor,cm\n1,__proto__,80', 2, 'no name'],
    [`at,sensor,cm\n1,${'x'.repeat(41)},80`, 2, 'no name'],
    ['at,sensor,cm\n1,door,0', 2, 'no distance'],
    ['at,sensor,cm\n1,door,NaN', 2, 'no distance'],
    ['at,sensor,cm\n1,door,99999', 2, 'no distance'],
    ['at,sensor,cm\n5,door,80\n4,door,80', 3, 'earlier'],
    [`at,sensor,cm\n1,"${'"'.repeat(100_000)},80`, 2, 'three values'],
    [`at,sensor,cm\n${Array.from({ length: 40 }, (_, i) => `1,s${i},80`).join('\n')}`, 34, '32 sensors'],
  ])('%j is refused at line %i: %s', (text, line, what) => {
    const { samples: none, fault } = parseTraces(text);
    expect(none).toEqual([]);
    expect(fault).toMatchObject({ line, what: expect.stringContaining(what) });
    expect(fault!.remedy.length).toBeGreaterThan(5);
  });
});
