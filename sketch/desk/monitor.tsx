import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { told } from './now.ts';

const ASK_MS = 2000;
const budget = signal('');

/** How the generator spends its time, from the engine's health. */
export function Budget() {
  useEffect(() => {
    const ask = async () => {
      const response = await fetch('/health').catch(() => null);
      const health = response && (await response.json().catch(() => null));
      const { breeder, inbetweens } = health?.edges ?? {};
      if (breeder && inbetweens)
        budget.value = `${Number(breeder.figures.achievedTempo).toFixed(1)} births/s · ${inbetweens.figures.perBirth} in-betweens a birth`;
    };
    void ask();
    const asking = setInterval(ask, ASK_MS);
    return () => clearInterval(asking);
  }, []);
  return <output>{budget.value}</output>;
}

/** Every fact as it goes out by OSC, and who turned it. */
export function Monitor() {
  return (
    <section>
      <h2>OSC</h2>
      <ol class="monitor">
        {told.value.map(({ revision, at, address, values, by }) => (
          <li key={revision}>
            <time>{new Date(at).toLocaleTimeString('en-GB')}</time> {address} <b>{values}</b>
            {by && <i> {by}</i>}
          </li>
        ))}
      </ol>
    </section>
  );
}
