import { Refusal } from '../show/ports.ts';
import { type Random, seeded } from '../show/random.ts';

export const MAX_GRAPHEMES = 40;
/** Code units; keeps a name within an event's text whatever its script. */
const MAX_UNITS = 180;
/** More marks than any script stacks on one letter are decoration that climbs over the neighbours. */
const STACKED = /(\p{M}{4})\p{M}+/gu;
/** Control, format (bidi overrides among them), private and unassigned characters; joiners belong to scripts and emoji. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The name as it may be shown: NFC, one line, at most 40 graphemes; '' where none was given.
 * Throws a Refusal where it is longer.
 */
export function readName(given: string): string {
  const clean = given
    .slice(0, 4 * MAX_UNITS)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(STACKED, '$1')
    .trim();
  const visible = /[^\s\u200c\u200d]/u.test(clean) ? clean : '';
  const length = [...graphemes.segment(visible)].length;
  if (length > MAX_GRAPHEMES || visible.length > MAX_UNITS)
    throw new Refusal(
      422,
      'name-long',
      `The name has more than ${MAX_GRAPHEMES} characters.`,
      'Shorten it or leave it out; the machine will name you.',
    );
  return visible;
}

const qualities = [
  'Provisional',
  'Patient',
  'Unserviced',
  'Warm',
  'Quiet',
  'Reconditioned',
  'Nominal',
  'Damp',
];
const qualitiesToo = [
  'Spare',
  'Tolerant',
  'Slow',
  'Second-Hand',
  'Calibrated',
  'Uncertain',
  'Idle',
  'Sealed',
];
const materials = ['Manifold', 'Membrane', 'Flange', 'Organelle', 'Bearing', 'Specimen', 'Gasket', 'Tissue'];
const materialsToo = ['Valve', 'Culture', 'Governor', 'Spindle', 'Filament', 'Reagent', 'Tolerance', 'Lobe'];

/** The name the machine gives to a visitor without one; the same seed gives the same name. */
export function machineName(seed: number): string {
  const random = seeded(seed ^ 0x6e616d65);
  const quality = drawn([...qualities, ...qualitiesToo], random);
  return `${quality} ${drawn([...materials, ...materialsToo], random)}`;
}

function drawn(from: readonly string[], random: Random): string {
  return from[Math.floor(random() * from.length)]!;
}
