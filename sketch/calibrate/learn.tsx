import { computed, signal } from '@preact/signals';
import type { LearntButton } from '../../engine/show/button.ts';
import { order } from '../desk/orders.ts';
import { clock, state } from '../parts/show-signals.ts';
import { orderedIn, Refused } from './refused.tsx';

const SECTION = 'usb-button';

const button = computed(() => state.value?.button);
/** Seconds that are left to press the button that is being learnt; 0 = none is. */
const leftS = computed(() => {
  const until = button.value?.learningUntil ?? null;
  return until === null ? 0 : Math.max(0, Math.ceil((until - clock.value) / 1000));
});
/** Whether something was learnt, or tried to be, since the page was opened. */
const begun = signal(false);

/** A USB button that nobody knows is pressed twice, and known from then on. */
export function LearnSection() {
  const { learnt = null, cause = '' } = button.value ?? {};
  const isLearning = leftS.value > 0;
  return (
    <section id={SECTION} aria-label="USB button">
      <h2>USB button</h2>
      <p class="says">
        A button that the show does not know is learnt: start, press it twice within 20 s, each time briefly,
        and leave it alone for a moment. Meanwhile no press begins a visit.
      </p>
      <div class="row">
        <button
          type="button"
          disabled={isLearning}
          onClick={() => {
            begun.value = true;
            orderedIn.value = SECTION;
            void order('/api/button/learn');
          }}
        >
          learn a button
        </button>
        {learnt && !isLearning && (
          <button
            type="button"
            onClick={() => {
              begun.value = false;
              orderedIn.value = SECTION;
              void order('/api/button/learn', {}, '', 'DELETE');
            }}
          >
            forget it
          </button>
        )}
        {isLearning && <progress aria-label="time left to press the button" max={20} value={leftS.value} />}
        <span class="figure">{isLearning && `press it now, twice: ${leftS.value} s left`}</span>
      </div>
      {/* Only what changes is read out, not the seconds. */}
      <p role="status">{saysOf(isLearning, cause, learnt)}</p>
      {learnt && <Learnt button={learnt} />}
      <Refused section={SECTION} />
    </section>
  );
}

function saysOf(isLearning: boolean, cause: string, learnt: LearntButton | null): string {
  if (isLearning) return 'a button is being learnt';
  if (cause !== '') return `▲ nothing was learnt: ${cause}`;
  if (!learnt) return 'none was learnt';
  return begun.value ? '✓ learnt: press it once more to see it under button test' : 'one was learnt before';
}

function Learnt({
  button: { vendorId, productId, interfaceId, byte, mask, value },
}: {
  button: LearntButton;
}) {
  return (
    <table>
      <tbody>
        <tr>
          <th scope="row">device</th>
          <td>
            vendor {hex(vendorId, 4)}, product {hex(productId, 4)}
            {interfaceId >= 0 && `, interface ${interfaceId}`}
          </td>
        </tr>
        <tr>
          <th scope="row">down where</th>
          <td>
            byte {byte} of its report, under mask {hex(mask, 2)}, is {hex(value, 2)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
