import { z } from 'zod';

/**
 * Every fact of the show with its fields in order. One table gives the JSON shape, the TypeScript type and
 * the OSC message: s = text, i = 32-bit integer, f = float, v = float or text (a parameter's value).
 */
export const eventFields = {
  'show/opened': { show: 's' },
  'show/closed': { show: 's' },
  'show/slept': { until: 's', cause: 's' },
  'show/woke': { cause: 's' },
  'button/pressed': { button: 's' },
  'button/held': { button: 's', heldMs: 'i' },
  'button/learning': { on: 'i', cause: 's' },
  'button/learnt': {
    vendorId: 'i',
    productId: 'i',
    interfaceId: 'i',
    byte: 'i',
    mask: 'i',
    value: 'i',
  },
  'button/forgotten': { vendorId: 'i', productId: 'i' },
  'lamp/tried': { pattern: 's' },
  'presence/entered': { sensor: 's', distanceCm: 'f' },
  'presence/left': { sensor: 's' },
  'visit/begun': { visit: 's', cause: 's' },
  'visit/claimed': { visit: 's', booth: 's' },
  'consent/asked': { visit: 's', purpose: 's' },
  'selfie/captured': { visit: 's' },
  'selfie/rejected': { visit: 's', reason: 's' },
  'visit/cancelled': { visit: 's', cause: 's' },
  'visit/ended': { visit: 's' },
  'phase/elapsed': { visit: 's', phase: 's' },
  'profile/born': { visit: 's', creature: 'i', name: 's' },
  'profile/waiting': { creature: 'i' },
  'profile/approved': { creature: 'i', name: 's' },
  'profile/recalled': {
    creature: 'i',
    slot: 'i',
    parentA: 'i',
    parentB: 'i',
    generation: 'i',
    human: 'f',
    machine: 'f',
    cell: 'f',
    name: 's',
  },
  'creature/born': {
    creature: 'i',
    slot: 'i',
    parentA: 'i',
    parentB: 'i',
    generation: 'i',
    human: 'f',
    machine: 'f',
    cell: 'f',
  },
  'creature/died': { creature: 'i', slot: 'i' },
  'creature/hidden': { creature: 'i' },
  'profile/erased': { creature: 'i' },
  'param/turned': { param: 's', value: 'v' },
  'scene/recalled': { scene: 's', morphMs: 'i' },
  'scene/saved': { scene: 's' },
  'scene/dropped': { scene: 's' },
  'cue/armed': { cue: 's' },
  'cue/fired': { cue: 's' },
  'lock/set': { on: 'i' },
  'creature/pinned': { creature: 'i', on: 'i' },
  'creature/favoured': { creature: 'i' },
  'direction/steered': { direction: 's', value: 'f' },
  'blackout/set': { on: 'i' },
  'freeze/set': { on: 'i' },
  'corners/set': {
    part: 's',
    topLeftX: 'f',
    topLeftY: 'f',
    topRightX: 'f',
    topRightY: 'f',
    bottomRightX: 'f',
    bottomRightY: 'f',
    bottomLeftX: 'f',
    bottomLeftY: 'f',
  },
  'blend/set': { part: 's', side: 's', share: 'f', gamma: 'f' },
  'pattern/set': { part: 's', on: 'i' },
  'threshold/set': { sensor: 's', name: 's', value: 'f' },
  'fusion/set': { mode: 's', threshold: 'f' },
  'baseline/moved': { sensor: 's', baselineCm: 'f' },
  'calibration/saved': { version: 'i', by: 's' },
  'calibration/reverted': { version: 'i', by: 's' },
  'device/linked': { device: 's' },
  'device/lost': { device: 's', cause: 's' },
  'fault/raised': { code: 's', where: 's' },
  'fault/cleared': { code: 's', where: 's' },
} as const satisfies Record<string, Record<string, FieldType>>;

export type FieldType = 's' | 'i' | 'f' | 'v';
export type EventType = keyof typeof eventFields;
type Field<T> = T extends 's' ? string : T extends 'v' ? number | string : number;
type Fields<T extends EventType> = {
  -readonly [K in keyof (typeof eventFields)[T]]: Field<(typeof eventFields)[T][K]>;
};
export type EventOf<T extends EventType> = { [K in T]: { type: K } & Fields<K> }[T];
export type Event = { [T in EventType]: EventOf<T> }[EventType];

export const eventTypes = Object.keys(eventFields) as EventType[];

/** Whether a pattern, an event's type such as `creature/born` or all of a kind such as `creature/*`, means `type`. */
export function isWanted(pattern: string, type: EventType): boolean {
  return pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)));
}

const MAX_TEXT = 200;
const fieldSchema: Record<FieldType, z.ZodType> = {
  s: z.string().max(MAX_TEXT),
  i: z.int32(),
  f: z.number(),
  v: z.union([z.number(), z.string().max(MAX_TEXT)]),
};

function schemaOf(type: EventType): z.ZodType<Event> {
  const shape: Record<string, z.ZodType> = { type: z.literal(type) };
  for (const [name, field] of Object.entries(eventFields[type]))
    shape[name] = fieldSchema[field as FieldType];
  return z.strictObject(shape) as unknown as z.ZodType<Event>;
}

const schemas = Object.fromEntries(eventTypes.map((type) => [type, schemaOf(type)])) as Record<
  EventType,
  z.ZodType<Event>
>;

/** Parses outside data into an event; throws a ZodError naming each wrong field. */
export function parseEvent(data: unknown): Event {
  const type = z.object({ type: z.enum(eventTypes as [EventType, ...EventType[]]) }).parse(data).type;
  return schemas[type].parse(data);
}

/** What a page may raise over the live socket; everything else comes from an edge of the engine. */
export const raisableByPage: ReadonlySet<EventType> = new Set<EventType>([
  'button/pressed',
  'button/held',
  'presence/entered',
  'presence/left',
  'visit/claimed',
  'consent/asked',
  'selfie/captured',
  'selfie/rejected',
  'visit/cancelled',
  'fault/raised',
  'fault/cleared',
]);
