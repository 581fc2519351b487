import { parseTraces, type TraceSample } from '../../engine/show/sensing/traces-csv.ts';

/** The samples of CSV texts, one after the other, by sensor, or in plain words what is wrong with them. */
export function samplesIn(texts: readonly string[]): Map<string, TraceSample[]> | { trouble: string } {
  const samples = new Map<string, TraceSample[]>();
  for (const text of texts) {
    const { samples: some, fault } = parseTraces(text);
    if (fault) return { trouble: `Line ${fault.line}: ${fault.what}. ${fault.remedy}` };
    for (const one of some) {
      const own = samples.get(one.sensor);
      if (own) own.push(one);
      else samples.set(one.sensor, [one]);
    }
  }
  return samples;
}
