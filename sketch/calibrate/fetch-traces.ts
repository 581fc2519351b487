import { refused, withPin } from '../desk/orders.ts';
import { sensors } from './calibration-orders.ts';
import { orderedIn } from './refused.tsx';
import { piecesOf, type Stretch } from './stretches.ts';

/** The engine gives up to two hours of all sensors at once; times are rounded outward. */
const MAX_PIECE_MS = 2 * 3_600_000 - 1000;
/** Of so much time of one sensor, twenty readings a second make no more samples than a text may have. */
const SENSOR_MS = 20_000_000;

/**
 * What all sensors told in a stretch, as CSV texts one after the other, or in plain words why there is nothing.
 * Where the engine refuses, `section` shows it and takes the PIN.
 */
export async function fetchTraces(
  stretch: Stretch,
  section: string,
  onPiece: (share: number) => void = () => {},
): Promise<string[] | { trouble: string }> {
  const texts: string[] = [];
  const pieceMs = Math.min(MAX_PIECE_MS, SENSOR_MS / Math.max(1, sensors.value.length));
  const pieces = piecesOf(stretch, pieceMs);
  for (const { from, to } of pieces) {
    const address = `/api/traces?from=${Math.floor(from)}&to=${Math.ceil(to)}`;
    const response = await fetch(address, { headers: withPin(), cache: 'no-store' }).catch(() => null);
    if (!response) return { trouble: 'The engine does not answer.' };
    const text = await response.text();
    if (!response.ok) return { trouble: refusedTo(section, text) };
    texts.push(text);
    onPiece(texts.length / pieces.length);
  }
  return texts;
}

function refusedTo(section: string, text: string): string {
  try {
    refused.value = JSON.parse(text);
    orderedIn.value = section;
  } catch {
    // An answer without words, as of something between here and the engine.
  }
  return 'The engine did not give what the sensors told.';
}
