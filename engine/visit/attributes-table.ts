import type { KINGDOMS } from '../show/genome.ts';

/**
 * The type plate of a hybrid. Every value comes out of its genome: `trait` names one of its 24 traits, each
 * evenly spread over 0..1 among creatures; `kingdom`, where given, pulls the value up with that kingdom's share.
 */
export type AttributeRow = NumberRow | WordRow;

interface Source {
  name: string;
  unit: string;
  trait: number;
  kingdom?: (typeof KINGDOMS)[number];
}

export interface NumberRow extends Source {
  min: number;
  max: number;
  /** 'log' gives every decade the same chance. */
  scale: 'linear' | 'log';
  decimals: number;
}

export interface WordRow extends Source {
  words: readonly string[];
}

/**
 * For the artist: change, add or remove rows; the order here is the order on the card. Keep every value too absurd
 * to be read as one about the visitor's body.
 */
export const attributeTable: readonly AttributeRow[] = [
  {
    name: 'engine power',
    unit: 'kW',
    min: 0.04,
    max: 740,
    scale: 'log',
    decimals: 2,
    trait: 0,
    kingdom: 'machine',
  },
  {
    name: 'top speed',
    unit: 'km/h',
    min: 0.3,
    max: 410,
    scale: 'log',
    decimals: 1,
    trait: 1,
    kingdom: 'machine',
  },
  { name: 'dry weight', unit: 't', min: 1.1, max: 940, scale: 'log', decimals: 1, trait: 2 },
  {
    name: 'fuel',
    unit: '',
    words: ['diesel', 'glucose', 'town gas', 'lactate', 'steam', 'rumour', 'mains 230 V', 'sunlight', 'agar'],
    trait: 3,
  },
  {
    name: 'cell count',
    unit: '10^12',
    min: 0.4,
    max: 92,
    scale: 'log',
    decimals: 1,
    trait: 4,
    kingdom: 'cell',
  },
  {
    name: 'half-life',
    unit: 'years',
    min: 0.5,
    max: 24_000,
    scale: 'log',
    decimals: 1,
    trait: 5,
    kingdom: 'cell',
  },
  {
    name: 'tolerance',
    unit: '± µm',
    min: 0.2,
    max: 900,
    scale: 'log',
    decimals: 1,
    trait: 6,
    kingdom: 'human',
  },
  { name: 'service interval', unit: 'h', min: 40, max: 60_000, scale: 'log', decimals: 0, trait: 7 },
  { name: 'last service', unit: 'days ago', min: 1, max: 19_000, scale: 'log', decimals: 0, trait: 8 },
  {
    name: 'operating temperature',
    unit: '°C',
    min: 31,
    max: 96,
    scale: 'linear',
    decimals: 1,
    trait: 9,
    kingdom: 'machine',
  },
  {
    name: 'membrane potential',
    unit: 'mV',
    min: -92,
    max: -18,
    scale: 'linear',
    decimals: 0,
    trait: 10,
    kingdom: 'cell',
  },
  {
    name: 'idling noise',
    unit: 'dB',
    min: 9,
    max: 104,
    scale: 'linear',
    decimals: 0,
    trait: 11,
    kingdom: 'human',
  },
];
