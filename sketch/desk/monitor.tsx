import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { told } from './now.ts';

const ASK_MS = 1000;
const budget = signal('');
/** The last order by OSC that was followed, and the last that was not. */
const incoming = signal({ heard: '', refused: '' });

/** How the generator spends its time, from the engine's health. */
export function Budget() {
  useEffect(() => {
    const ask = async () => {
      const response = await fetch('/health').catch(() => null);
      const health = response && (await response.json().catch(() => null));
      const { breeder, inbetweens, osc } = health?.edges ?? {};
      if (osc) incoming.value = { heard: osc.figures.lastHeard, refused: osc.figures.lastRefused };
      if (breeder && inbetweens)
        budget.value = `${Number(breeder.figures.achievedTempo).toFixed(1)} births/s · ${inbetweens.figures.perBirth} in-betweens a birth`;
    };
    void ask();
    const asking = setInterval(ask, ASK_MS);
    return () => clearInterval(asking);
  }, []);
  return <output>{budget.value}</output>;
}

/** Every fact as it goes out by OSC, and who turned it; above it what came in last. */
export function Monitor() {
  return (
    <section>
      <h2>OSC</h2>
      <p>
        heard <output>{incoming.value.heard || 'nothing yet'}</output>
        {incoming.value.refused && (
          <>
            {' '}
            · not understood <output>{incoming.value.refused}</output>
          </>
        )}
      </p>
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
