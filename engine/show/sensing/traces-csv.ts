import type { Sample } from './reading.ts';

/** One reading of a named sensor. */
export interface TraceSample extends Sample {
  sensor: string;
}

/** What is wrong with a line of a recording, counted from 1, and what to do about it. */
export interface CsvFault {
  line: number;
  what: string;
  remedy: string;
}

export const CSV_HEADER = 'at,sensor,cm';
export const MAX_SAMPLES = 500_000;
const MAX_NAME = 40;
const MAX_SENSORS = 32;
/** Longer lines are cut, and then no sample. */
const MAX_LINE = 200;
const MAX_CM = 10_000;
/** The year 2200; whatever is beyond is no time of a show. */
const MAX_AT = 7_258_118_400_000;
const LINE = /^([^,"]*),("(?:[^"]|"")*"|[^",]*),([^,"]*)$/;
const NUMBER = /^\d{1,15}(\.\d{1,9})?$/;

/** A sample as a line: ms since 1970, the name, quoted where it needs to be, and cm; no cm = nothing seen. */
export function csvLine({ at, sensor, cm }: TraceSample): string {
  const name = sensor.replace(/\p{Cc}/gu, ' ');
  const quoted = /[",]/.test(name) ? `"${name.replace(/"/g, '""')}"` : name;
  return `${Math.round(at)},${quoted},${cm === null ? '' : Math.round(cm * 10) / 10}`;
}

type Wrong = Omit<CsvFault, 'line'>;

/** The sample that a line says, or what is wrong with it. */
export function readCsvLine(text: string): TraceSample | Wrong {
  const [, when = '', quoted = '', far = ''] = LINE.exec(text.slice(0, MAX_LINE)) ?? [];
  if (when === '')
    return wrong('these are not three values', 'Write at,sensor,cm, such as 1700000000000,door,83.5.');
  const at = Number(when);
  if (!NUMBER.test(when) || at > MAX_AT)
    return wrong(`"${when.slice(0, 30)}" is no time`, 'Write milliseconds since 1970.');
  const sensor = quoted.startsWith('"') ? quoted.slice(1, -1).replace(/""/g, '"') : quoted;
  if (sensor === '' || sensor.length > MAX_NAME || sensor === '__proto__' || /\p{Cc}/u.test(sensor))
    return wrong('this is no name of a sensor', `Use 1 to ${MAX_NAME} characters.`);
  const cm = far === '' ? null : Number(far);
  if (cm === null || (NUMBER.test(far) && cm > 0 && cm <= MAX_CM)) return { at, sensor, cm };
  return wrong(
    `"${far.slice(0, 30)}" is no distance`,
    `Write cm above 0, up to ${MAX_CM}, or nothing where nothing was seen.`,
  );
}

/** Reads a recording line by line; `samples` holds what was understood so far. */
export interface CsvReader {
  samples: TraceSample[];
  /** What is wrong with the next line, or null. */
  read(text: string): CsvFault | null;
}

export function csvReader(): CsvReader {
  const samples: TraceSample[] = [];
  const lastAt = new Map<string, number>();
  let line = 0;

  function next(text: string): Wrong | null {
    const bare = text.replace(/^\ufeff|\r$/g, '');
    if (line === 1)
      return bare === CSV_HEADER
        ? null
        : wrong('the header is missing', `Begin with the line ${CSV_HEADER}.`);
    if (bare === '') return null;
    if (samples.length >= MAX_SAMPLES)
      return wrong(`there are more than ${MAX_SAMPLES} samples`, 'Split the recording.');
    const found = readCsvLine(bare);
    if ('what' in found) return found;
    if (found.at < (lastAt.get(found.sensor) ?? 0))
      return wrong('this is earlier than the line before it of the same sensor', 'Sort the lines by time.');
    if (!lastAt.has(found.sensor) && lastAt.size >= MAX_SENSORS)
      return wrong(`there are more than ${MAX_SENSORS} sensors`, 'Leave some out.');
    lastAt.set(found.sensor, found.at);
    samples.push(found);
    return null;
  }
  return {
    samples,
    read(text) {
      line += 1;
      const fault = next(text);
      return fault && { line, ...fault };
    },
  };
}

/** Reads a whole recording: its samples, or the first thing that is wrong with it. */
export function parseTraces(text: string): { samples: TraceSample[]; fault: CsvFault | null } {
  const reader = csvReader();
  for (const line of text.split('\n')) {
    const fault = reader.read(line);
    if (fault) return { samples: [], fault };
  }
  return { samples: reader.samples, fault: null };
}

function wrong(what: string, remedy: string): Wrong {
  return { what, remedy };
}
