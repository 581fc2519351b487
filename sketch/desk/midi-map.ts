import {
  isParam,
  type ParamName,
  type ParamSpec,
  type ParamValue,
  params,
} from '../../engine/show/params.ts';

/** A control of a MIDI controller: channel and controller or note, such as `cc 1/74` or `note 10/36`. */
export type MidiControl = string;
/** What it turns: a parameter, or one of the desk's keys. */
export type MidiTarget = ParamName | (typeof KEYS)[number];
export type MidiMap = Readonly<Record<MidiControl, MidiTarget>>;

export const KEYS = ['go', 'panic', 'blackout', 'freeze'] as const;
const MAX = 127;

/** A message as control and level 0..1; null where it is neither a controller nor a note that begins. */
export function readMidi(bytes: Uint8Array): { control: MidiControl; level: number } | null {
  const [status = 0, number = 0, value = 0] = bytes;
  const channel = (status & 0x0f) + 1;
  if ((status & 0xf0) === 0xb0) return { control: `cc ${channel}/${number}`, level: value / MAX };
  if ((status & 0xf0) === 0x90 && value > 0)
    return { control: `note ${channel}/${number}`, level: value / MAX };
  return null;
}

/** The value of a parameter at `level` 0..1 of a control, in whole steps. */
export function valueAt(name: ParamName, level: number): ParamValue {
  const spec: ParamSpec = params[name];
  if (spec.kind === 'choice')
    return spec.options[Math.min(spec.options.length - 1, Math.floor(level * spec.options.length))]!;
  const value = spec.min + (spec.max - spec.min) * level;
  const steps = Math.round((value - spec.min) / spec.step);
  return Number(Math.min(spec.max, spec.min + steps * spec.step).toFixed(6));
}

/** The map with `control` turning `target` and nothing else turning it. */
export function learnt(map: MidiMap, control: MidiControl, target: MidiTarget): MidiMap {
  const others = Object.entries(map).filter(([one, at]) => one !== control && at !== target);
  return Object.fromEntries([...others, [control, target]]);
}

/** The map without what turns `target`. */
export function forgotten(map: MidiMap, target: MidiTarget): MidiMap {
  return Object.fromEntries(Object.entries(map).filter(([, at]) => at !== target));
}

/** A kept map; what is none, or names what is not there any more, is left out. */
export function readMap(text: string | null): MidiMap {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>);
    const isTarget = (at: unknown): at is MidiTarget =>
      typeof at === 'string' && (isParam(at) || (KEYS as readonly string[]).includes(at));
    return Object.fromEntries(entries.filter(([, at]) => isTarget(at))) as MidiMap;
  } catch {
    return {};
  }
}
