import { expect, test } from 'vitest';
import { bestShot, type Shot } from '../../sketch/booth/burst.ts';

const shot = (shows: boolean, eyes: number, sharpness: number): Shot => ({ shows, eyes, sharpness });

test.each<[why: string, shots: Shot[], best: number]>([
  ['the sharpest of equals', [shot(true, 0.3, 10), shot(true, 0.3, 30), shot(true, 0.3, 20)], 1],
  ['a blurred face before a sharp wall', [shot(false, 0, 900), shot(true, 0.3, 5)], 1],
  ['open eyes before sharpness', [shot(true, 0.25, 90), shot(true, 0.33, 40), shot(true, 0.32, 41)], 2],
  ['eyes that measure a little less are open too', [shot(true, 0.33, 10), shot(true, 0.31, 20)], 1],
  ['the eyes of who is shown count', [shot(false, 0.4, 9), shot(true, 0.2, 8)], 1],
  ['the sharpest where nobody can be seen', [shot(false, 0, 1), shot(false, 0, 3), shot(false, 0, 2)], 1],
])('%s', (_, shots, best) => expect(bestShot(shots)).toBe(best));

test('nothing of nothing', () => expect(bestShot([])).toBe(-1));
