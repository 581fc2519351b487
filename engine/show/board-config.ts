import { z } from 'zod';
import { ANY, FUSION_MODES, FUSION_RANGE, type Fusion } from './sensing/fusion.ts';
import { THRESHOLD_RANGES } from './sensing/thresholds.ts';

const ms = z.int().min(0).max(3_600_000);
const pin = z.int().min(0).max(70);
const usbId = z.int().min(0).max(0xffff);

export const sensorSchema = z.strictObject({
  name: z.string().min(1).max(40),
  kind: z.enum(['pir', 'ultrasonic', 'infrared']),
  pin: z.union([z.string(), z.int()]),
  /** For ultrasonic sensors whose trigger and echo are not joined on `pin`; needs hardware/firmware. */
  echoPin: pin.optional(),
  nearCm: z.number().positive().default(120),
  farCm: z.number().positive().default(160),
  dwellMs: ms.default(1200),
  leaveMs: ms.default(3000),
  /** Somebody is also nearer than the empty room by this much; 0 = the empty room is not looked at. */
  marginCm: z.number().min(0).max(THRESHOLD_RANGES.marginCm.max).default(0),
  /** What it counts where several are weighed together. */
  weight: z.number().min(0).max(THRESHOLD_RANGES.weight.max).default(1),
});

/** How several sensors make one room. */
export const fusionSchema = z.strictObject({
  mode: z.enum(FUSION_MODES).default(ANY.mode),
  threshold: z.number().min(FUSION_RANGE.min).max(FUSION_RANGE.max).default(ANY.threshold),
});

const boardKeys = {
  driver: z.enum(['sim', 'serial']).default('sim'),
  /** The serial port; without it, the Arduino that is found on USB. */
  path: z.string().min(1).optional(),
  /** Which on USB, where it is not any Arduino. */
  vendorId: usbId.optional(),
  productId: usbId.optional(),
  /** Its serial number on USB. */
  serial: z.string().min(1).max(126).optional(),
  /** A recording, as GET /api/traces gives it, for the simulated board to play. */
  recording: z.string().min(1).optional(),
  buttonPin: pin.default(2),
  lampPin: pin.default(13),
  sensors: z.array(sensorSchema).max(16).default([]),
};

/** The one board, and the room of its sensors. */
export const boardSchema = z.strictObject({ ...boardKeys, fusion: fusionSchema.optional() });

/** One of several boards. */
const namedBoardSchema = z.strictObject({
  name: z
    .string()
    .max(40)
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u,
      'must begin with a letter or digit, and have only those, " ._-"',
    ),
  ...boardKeys,
});

export const boardsSchema = z.array(namedBoardSchema).max(8);

export type SensorConfig = z.infer<typeof sensorSchema>;

/** A board, whether it is the only one or not. */
export interface BoardConfig extends Omit<z.infer<typeof namedBoardSchema>, 'name'> {
  /** The device's name in facts, health and faults. */
  name: string;
  /** Where the configuration has it: `board`, or `boards.1`. */
  key: string;
}

export interface ParsedBoards {
  board?: z.infer<typeof boardSchema>;
  boards?: z.infer<typeof namedBoardSchema>[];
  fusion?: Fusion;
}

/** Every board of a configuration; one that names none has one, simulated. */
export function boardsOf({ board, boards }: ParsedBoards): BoardConfig[] {
  const { fusion: _, ...only } = board ?? boardSchema.parse({});
  const one: BoardConfig[] = board || !boards ? [{ ...only, name: 'board', key: 'board' }] : [];
  return [...one, ...(boards ?? []).map((each, i) => ({ ...each, key: `boards.${i}` }))];
}

/** How the sensors of all boards make one room. */
export function fusionOf({ board, fusion }: ParsedBoards): Fusion {
  return fusion ?? board?.fusion ?? ANY;
}
