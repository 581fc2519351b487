import type { KINGDOMS } from '../show/genome.ts';
import type { PROPORTIONS } from '../show/landmarks.ts';

/**
 * The type plate of a hybrid. Every value is a fixed function of its source: `trait` names one of 24 traits of the
 * genome, each evenly spread over 0..1 among creatures; `kingdom`, where given, pulls the value up with that kingdom's
 * share; `proportion`, where given, pulls it toward how the visitor's face is built (where a face was seen).
 */
export type AttributeRow = NumberRow | WordRow;

interface Source {
  name: string;
  unit: string;
  trait: number;
  kingdom?: (typeof KINGDOMS)[number];
  proportion?: (typeof PROPORTIONS)[number];
}

export interface NumberRow extends Source {
  min: number;
  max: number;
  /** 'log' gives every decade the same chance. */
  scale: 'linear' | 'log';
  decimals: number;
  /** What the machine remarks where the value is among the lowest or the highest; {value} and {unit} are put in. */
  low: string;
  high: string;
}

export interface WordRow extends Source {
  words: readonly string[];
}

/**
 * For the artist: change, add or remove rows; the order here is the order on the card. Keep every value too absurd
 * to be read as one about the visitor's body, and every remark one about the machine's certainty. The other languages
 * of names, words and remarks are in engine/show/plates/; what a language lacks shows in English.
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
    proportion: 'jaw',
    low: 'With {value} {unit} it will not start on a hill. It will wait for a better one.',
    high: 'Do not leave {value} {unit} running indoors.',
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
    proportion: 'nose',
    low: 'Overtaken by moss at {value} {unit}, and content with it.',
    high: 'Past {value} {unit} the archive can no longer read its label.',
  },
  {
    name: 'dry weight',
    unit: 't',
    min: 1.1,
    max: 940,
    scale: 'log',
    decimals: 1,
    trait: 2,
    low: 'At {value} {unit} it may be shelved with the small parts.',
    high: 'The floor of this room was not built for {value} {unit}.',
  },
  {
    name: 'fuel',
    unit: '',
    words: ['diesel', 'glucose', 'town gas', 'lactate', 'steam', 'rumour', 'mains 230 V', 'sunlight', 'agar'],
    trait: 3,
  },
  {
    name: 'cell count',
    unit: '×10¹²',
    min: 0.4,
    max: 92,
    scale: 'log',
    decimals: 1,
    trait: 4,
    kingdom: 'cell',
    low: 'Only {value} {unit} cells were counted. One was asleep.',
    high: '{value} {unit} cells, and each of them has an opinion.',
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
    proportion: 'brow',
    low: 'Half of it will be somebody else in {value} {unit}.',
    high: 'It will outlast this building by most of {value} {unit}.',
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
    proportion: 'askew',
    low: 'Made to {unit} {value}. The machine suspects a copy.',
    high: 'At {unit} {value} it fits almost everywhere.',
  },
  {
    name: 'service interval',
    unit: 'h',
    min: 40,
    max: 60_000,
    scale: 'log',
    decimals: 0,
    trait: 7,
    proportion: 'mouth',
    low: 'Wants to be looked at every {value} {unit}. So does the machine.',
    high: 'Needs nobody for {value} {unit}.',
  },
  {
    name: 'last service',
    unit: 'days ago',
    min: 1,
    max: 19_000,
    scale: 'log',
    decimals: 0,
    trait: 8,
    low: 'Somebody has taken care of it, {value} {unit}.',
    high: 'The last mechanic, {value} {unit}, left no notes.',
  },
  {
    name: 'operating temperature',
    unit: '°C',
    min: 31,
    max: 96,
    scale: 'linear',
    decimals: 1,
    trait: 9,
    kingdom: 'machine',
    low: 'Runs cool at {value} {unit}. Store away from draughts.',
    high: 'Do not touch the housing before it falls below {value} {unit}.',
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
    proportion: 'eyes',
    low: 'At {value} {unit} it keeps to itself.',
    high: 'At {value} {unit} it lets almost anything in.',
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
    proportion: 'lips',
    low: '{value} {unit}. The machine leans closer to be sure that it is on.',
    high: 'It hums at {value} {unit} and is not aware of it.',
  },
];
