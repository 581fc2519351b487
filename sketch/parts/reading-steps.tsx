import { VISIT_STEPS } from '../../engine/show/ports.ts';
import { filled, words } from '../words/words.ts';
import { progress } from './visit-client.ts';

const STEPS = ['face', ...VISIT_STEPS] as const;

/** What the machine is really doing with the photo now, and what it has done. */
export function ReadingSteps() {
  const now = progress.value;
  if (!now) return null;
  const { step, place, waitMs } = now === 'face' ? { step: now, place: 0, waitMs: 0 } : now;
  const at = STEPS.indexOf(step);
  return (
    <ol class="steps" aria-live="polite">
      {STEPS.map((one, i) => {
        // Whoever need not wait is not told of a queue.
        if (one === 'queue' && (step !== 'queue' || place === 0)) return null;
        const said = filled(words.value.steps[one], place, Math.max(1, Math.ceil(waitMs / 1000)));
        return (
          <li key={one} aria-current={i === at ? 'step' : undefined}>
            <span aria-hidden="true">{i < at ? '■' : '□'}</span> {said}
          </li>
        );
      })}
    </ol>
  );
}
