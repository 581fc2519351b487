import { z } from 'zod';
import { type BoardConfig, boardSchema, boardsSchema, fusionSchema } from './board-config.ts';
import { hoursSchema } from './hours-schema.ts';
import { LOG_LEVELS } from './log.ts';
import type { Params } from './params.ts';
import { GUESSES } from './record.ts';
import type { Fusion } from './sensing/fusion.ts';

export const PROVIDERS = ['cuda', 'webgpu', 'coreml', 'dml', 'cpu'] as const;

/** A beginning in the languages of the pages; a venue adds its own. */
const REFUSED_WORDS = [
  ...['fuck', 'shit', 'cunt', 'nigger', 'faggot', 'rapist', 'hitler', 'nazi', 'heil'],
  ...['arschloch', 'fotze', 'hurensohn', 'wichser'],
  ...['putain', 'salope', 'enculé', 'connard'],
  ...['puta', 'mierda', 'cabrón', 'gilipollas'],
  ...['傻逼', '操你', '妈逼'],
];

const port = z.int().min(0).max(65535);
const ms = z.int().min(0).max(3_600_000);
export const paramValues = z.record(z.string(), z.union([z.number(), z.string()]));

/** An artist's own attribute: an ONNX classifier and what its outputs are called. */
export const classifierSchema = z.strictObject({
  name: z.string().min(1).max(40),
  model: z.string().min(1),
  labels: z.array(z.string().min(1).max(60)).min(2).max(2000),
  unit: z.string().max(20).default(''),
  /** What it looks at. */
  sees: z.enum(['face', 'hybrid']).default('hybrid'),
  /** For float32 inputs, per channel: (value / 255 - mean) / std. */
  mean: z.array(z.number()).length(3).default([0, 0, 0]),
  std: z.array(z.number().positive()).length(3).default([1, 1, 1]),
});

/** The whole of show-config.json; every key has a default. */
export const configSchema = z.strictObject({
  show: z.string().min(1).max(80).default('Mishmash us'),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  data: z.string().min(1).default('data'),
  web: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: port.default(4173),
      /** Where phones in the room reach the show, for the QR codes: "http://192.168.1.10:4173". */
      phones: z
        .url({ protocol: /^https?$/ })
        .transform((address) => address.replace(/\/+$/, ''))
        .nullable()
        .default(null),
      maxPhotoMB: z.number().positive().max(50).default(12),
    })
    .prefault({}),
  wall: z
    .strictObject({
      aspect: z
        .number()
        .min(0.2)
        .max(10)
        .default(16 / 9),
    })
    .prefault({}),
  generator: z
    .strictObject({
      manifest: z.string().min(1).default('models/manifest.json'),
      model: z.string().min(1).default('default'),
      providers: z.array(z.enum(PROVIDERS)).min(1).default(['cpu']),
      threads: z.int().min(0).max(64).default(0),
    })
    .prefault({}),
  /** When the show is awake, in the local time of the machine; null = always. */
  hours: hoursSchema.nullable().default(null),
  archive: z
    .strictObject({
      retentionDays: z.number().min(0).default(0),
      /** Days for which what the sensors tell is kept; 0 = not at all. */
      traceDays: z.number().min(0).max(60).default(3),
      pictureQuality: z.int().min(1).max(100).default(85),
      /** What all pictures may take together; beyond it the oldest go, and are drawn again when asked for. 0 = all stay. */
      picturesMB: z.number().min(0).default(4096),
      /** Free space below which the desk is told. */
      freeMB: z.number().min(0).default(512),
      /** Daily copies of the database that are kept; 0 = none. */
      backups: z.int().min(0).max(60).default(7),
      /** Local hour from which on the day's copy is made. */
      backupHour: z.int().min(0).max(23).default(4),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(LOG_LEVELS).default('info'),
      /** Days, or parts of 10 MB of a day, for which the log is kept in the data folder; 0 = the terminal only. */
      files: z.int().min(0).max(365).default(14),
    })
    .prefault({}),
  visit: z
    .strictObject({
      begin: z.enum(['button', 'presence', 'both']).default('both'),
      noticeMs: ms.default(5000),
      captureMs: ms.default(60_000),
      readingMs: ms.default(20_000),
      revealMs: ms.default(30_000),
      /** How long a visitor whom no sensor sees any more is waited for. */
      leftMs: ms.default(20_000),
      /** Asks visitors to select all squares that contain them, before they are asked for consent. */
      captcha: z.boolean().default(true),
      /** Hangs a visitor's portrait only after the desk has approved it. */
      approval: z.boolean().default(false),
      /** What the machine may guess of a person; each can be left out. */
      guesses: z.array(z.enum(GUESSES)).default([...GUESSES]),
      /** Nobody who looks younger is told an age. */
      minAge: z.int().min(0).max(120).default(18),
      /** Guesses nothing of a person, whatever `guesses` says. */
      fictionalOnly: z.boolean().default(false),
      /** For schools, in one switch: fictional only, hung after approval, erased after a day. */
      education: z.boolean().default(false),
      /** Attributes that are left off the plate, by name. */
      leaveOut: z.array(z.string().min(1).max(40)).max(60).default([]),
      classifiers: z.array(classifierSchema).max(4).default([]),
      /** Names that contain one of these are not hung on a wall; see engine/visit/refused.ts for how they are read. */
      refusedWords: z.array(z.string().min(2).max(40)).max(2000).default(REFUSED_WORDS),
    })
    .prefault({}),
  osc: z
    .strictObject({
      enabled: z.boolean().default(true),
      listenHost: z.string().min(1).default('127.0.0.1'),
      listenPort: port.default(9000),
      /** Whether the network is told where OSC can be reached, where it can. */
      announce: z.boolean().default(true),
      targets: z
        .array(
          z.strictObject({
            host: z.string().min(1),
            port: port.min(1),
            /** The events it gets, such as "creature/*" or "profile/born"; all without. */
            only: z.array(z.string().max(60)).min(1).max(40).optional(),
          }),
        )
        .max(32)
        .default([{ host: '127.0.0.1', port: 9001 }]),
    })
    .prefault({}),
  board: boardSchema.optional(),
  /** In its place, several. */
  boards: boardsSchema.optional(),
  /** How the sensors of several boards make one room. */
  fusion: fusionSchema.optional(),
  button: z
    .strictObject({
      driver: z.enum(['sim', 'hid']).default('sim'),
      vendorId: z.int().min(0).max(0xffff).optional(),
      productId: z.int().min(0).max(0xffff).optional(),
      debounceMs: ms.default(20),
      holdMs: ms.default(1500),
    })
    .prefault({}),
  params: paramValues.prefault({}),
  scenes: z.record(z.string().min(1).max(40), paramValues).default({}),
  cues: z
    .record(
      z.string().min(1).max(40),
      z.strictObject({
        scene: z.string().optional(),
        morphMs: ms.default(0),
        blackout: z.boolean().optional(),
      }),
    )
    .default({}),
});

export type ParsedConfig = z.infer<typeof configSchema>;
export type Config = Omit<ParsedConfig, 'params' | 'scenes' | 'board' | 'boards' | 'fusion'> & {
  boards: BoardConfig[];
  fusion: Fusion;
  params: Partial<Params>;
  scenes: Record<string, Partial<Params>>;
};
export type ClassifierConfig = z.infer<typeof classifierSchema>;
