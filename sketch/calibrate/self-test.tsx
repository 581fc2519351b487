import { signal } from '@preact/signals';
import { now, state } from '../parts/show-signals.ts';
import { gather } from './check-facts.ts';
import { type Check, hasFailed, selfTest, type Verdict } from './checks.ts';
import { timeText } from './stretches.ts';

const SHAPES: Record<Verdict, string> = { pass: '✓ pass', fail: '▲ FAIL', 'by hand': '○ by hand' };

const sheet = signal<{ at: number; checks: Check[] } | null>(null);

async function test(): Promise<void> {
  const facts = await gather();
  if (facts) sheet.value = { at: now(), checks: selfTest(facts) };
}

/** The sheet for the opening day; it prints black on white. */
export function SelfTestSection() {
  return (
    <section id="self-test" aria-label="self-test">
      <h2>self-test</h2>
      <div class="row">
        <button type="button" onClick={test}>
          run the self-test
        </button>
        <button type="button" disabled={!sheet.value} onClick={() => print()}>
          print the sheet
        </button>
      </div>
      {sheet.value && <Sheet at={sheet.value.at} checks={sheet.value.checks} />}
    </section>
  );
}

function Sheet({ at, checks }: { at: number; checks: readonly Check[] }) {
  return (
    <table class="sheet">
      <caption>
        {state.value?.show}, {timeText(at)}: {hasFailed(checks) ? '▲ something failed' : '✓ nothing failed'}
      </caption>
      <tbody>
        {checks.map(({ what, verdict, says }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{SHAPES[verdict]}</td>
            <td>{says}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
