import type { Prediction } from './predict.ts';
import type { SenseThresholds } from './sense.ts';

/** Why two recordings give no thresholds, and what to do about it. */
export const REFUSALS = {
  'empty-short': 'The recording of the empty room is too short; record it for a minute or more.',
  'occupied-short': 'The recording with somebody is too short; stand there for twenty seconds or more.',
  sparse: 'The sensor told less than two readings a second; check its cable and record again.',
  'nobody-seen': 'The sensor saw nobody in the occupied recording; stand within its reach and in its beam.',
  alike:
    'The two recordings cannot be told apart: somebody reads as far away as the empty room. Stand nearer, or turn the sensor to where nothing is behind a visitor.',
} as const;
export type WhyNot = keyof typeof REFUSALS;

interface Found {
  thresholds: SenseThresholds;
  baselineCm: number | null;
  occupiedCm: number;
  predicted: Prediction;
}

/** What was found, what it means and how far it can be trusted, for whoever calibrates. */
export function proposalSentence(found: Found, emptyHours: number): string {
  const { nearCm, farCm, dwellMs, leaveMs } = found.thresholds;
  const { falsePerHour, falsePerHourAtMost, visits, missed } = found.predicted;
  const room = found.baselineCm === null ? 'shows nothing' : `reads ${Math.round(found.baselineCm)} cm`;
  const falsely = Math.round(falsePerHour * emptyHours);
  return [
    `The empty room ${room}, somebody at most ${Math.round(found.occupiedCm)} cm.`,
    `Nearer than ${nearCm} cm for ${dwellMs / 1000} s is somebody, farther than ${farCm} cm for ${leaveMs / 1000} s is nobody.`,
    `In ${Math.round(emptyHours * 60)} minutes of empty room ${falsely === 0 ? 'nobody was' : `${falsely} were`} seen`,
    `(which promises no fewer than ${Math.ceil(falsePerHourAtMost)} an hour);`,
    `of ${visits} visits ${missed === 0 ? 'none was' : `${missed} were`} missed.`,
    'The recording of a night says more.',
  ].join(' ');
}
