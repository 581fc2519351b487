import { drawnFace } from '../visit/photos.ts';
import type { Visit } from './report.ts';

const FACES = 24;
const ERASED_SHARE = 0.05;
const UNKEPT_SHARE = 0.1;
const UNHUNG_SHARE = 0.15;

/** What a visitor was promised: `kept` is to be found by its code for ever, `erased` never again. */
export interface Promised {
  id: number;
  what: 'kept' | 'erased' | 'unkept';
}

export interface Visitors {
  counts: { asked: number; answered: number; refused: number };
  visits: Visit[];
  promised: Map<string, Promised>;
  /** A photo from a phone, or from the booth for the `visit` that it runs; its owner may erase it again. */
  come(dice: number, visit?: string): Promise<void>;
  /** Codes that do not hold what was promised, in words. */
  lost(): Promise<string[]>;
}

/** Visitors of the show at `url`; `now` in ms since the beginning, `isCalm` whether nothing was disturbed since then. */
export async function visitors(
  url: string,
  now: () => number,
  isCalm: (since: number) => boolean,
): Promise<Visitors> {
  const photos = await Promise.all(
    Array.from({ length: FACES }, (_, i) =>
      drawnFace(300 + 20 * i, 400 + 25 * i, i * 15)
        .jpeg()
        .toBuffer(),
    ),
  );
  const promised = new Map<string, Promised>();
  const counts = { asked: 0, answered: 0, refused: 0 };
  const visits: Visit[] = [];

  async function come(dice: number, visit?: string): Promise<void> {
    const keep = dice >= UNKEPT_SHARE;
    const wall = dice < 1 - UNHUNG_SHARE;
    const form = new FormData();
    form.set('photo', new Blob([new Uint8Array(photos[Math.floor(dice * FACES)]!)]));
    form.set('name', `Soak ${counts.asked}`);
    form.set('consent', JSON.stringify({ mix: true, wall, keep }));
    if (visit) form.set('visit', visit);
    counts.asked += 1;
    const at = now();
    const begun = performance.now();
    const answer = await fetch(`${url}/api/visits`, { method: 'POST', body: form }).catch(() => null);
    const body = await answer?.json().catch(() => null);
    // No answer is no promise; the engine was away.
    if (!answer || !body || answer.status !== 201) {
      counts.refused += 1;
      return;
    }
    counts.answered += 1;
    visits.push({ at, ms: performance.now() - begun, calm: isCalm(at) });
    const { code, creature } = body as { code: string; creature: { id: number } };
    promised.set(code, { id: creature.id, what: keep ? 'kept' : 'unkept' });
    if (keep && dice < UNKEPT_SHARE + ERASED_SHARE) await erase(code);
  }

  async function erase(code: string): Promise<void> {
    const answer = await fetch(`${url}/api/profiles/${code}`, { method: 'DELETE' }).catch(() => null);
    const { id } = promised.get(code)!;
    // Whoever got no answer cannot know; only a yes is a promise.
    promised.set(code, { id, what: answer?.status === 200 ? 'erased' : 'unkept' });
  }

  async function lost(): Promise<string[]> {
    const wrong: string[] = [];
    for (const [code, { id, what }] of promised) {
      if (what === 'unkept') continue;
      const answer = await fetch(`${url}/api/profiles/${code}`);
      const body = (await answer.json().catch(() => null)) as { id?: number } | null;
      if (what === 'kept' && body?.id !== id) wrong.push(`${id} is gone (${answer.status})`);
      if (what === 'erased' && answer.status !== 404) wrong.push(`${id} was erased and is back`);
    }
    return wrong;
  }
  return { counts, visits, promised, come, lost };
}
