import { LAMPS, type LampPattern } from '../../engine/show/lamp.ts';

/** Whether each pattern was seen on the lamp; nothing = nobody has looked. */
export type LampAnswers = Readonly<Partial<Record<LampPattern, boolean>>>;

/** Whether the lamp is well, as whoever stood before it has said: null = not all of it was looked at. */
export function lampVerdict(answers: LampAnswers): { passed: boolean | null; says: string } {
  const dark = LAMPS.filter((pattern) => answers[pattern] === false);
  if (dark.length > 0) return { passed: false, says: `not seen: ${dark.join(', ')}` };
  const left = LAMPS.filter((pattern) => answers[pattern] === undefined);
  if (left.length === 0) return { passed: true, says: 'every pattern was seen' };
  const says =
    left.length === LAMPS.length ? 'try its patterns under lamp' : `still to try: ${left.join(', ')}`;
  return { passed: null, says };
}
