import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { State } from '../../engine/show/state.ts';
import { order, pictureOf, pin } from './orders.ts';

const SHOWN = 24;
const chosen = signal<number | null>(null);

/** The last births; one that is chosen can be bred from, pinned and hidden. */
export function Creatures({ state }: { state: State }) {
  const { pinned, favoured } = state.desk;
  const newest = Object.values(state.specimens).sort((a, b) => b.bornAt - a.bornAt);
  const kept = newest.filter(({ creature }) => pinned.includes(creature) || creature === favoured);
  const shown = [...kept, ...newest.filter((one) => !kept.includes(one))].slice(0, SHOWN);
  const specimen = chosen.value === null ? undefined : state.specimens[chosen.value];
  return (
    <section>
      <h2>creatures, the last births first</h2>
      <div class="births">
        {shown.map(({ creature, name }) => (
          <button
            key={creature}
            type="button"
            aria-pressed={creature === chosen.value}
            aria-label={`creature ${creature}${name ? `, ${name}` : ''}`}
            onClick={() => {
              chosen.value = creature === chosen.value ? null : creature;
            }}
          >
            <img src={`/creatures/${creature}.webp?size=128`} alt="" />
            {pinned.includes(creature) && <span class="mark">pinned</span>}
            {creature === favoured && <span class="mark">bred from</span>}
          </button>
        ))}
      </div>
      {specimen && <Chosen state={state} creature={specimen.creature} />}
    </section>
  );
}

function Chosen({ state, creature }: { state: State; creature: number }) {
  const { name, generation, parentA, parentB, mix } = state.specimens[creature]!;
  const isPinned = state.desk.pinned.includes(creature);
  const isFavoured = state.desk.favoured === creature;
  const give = (what: string, body = {}) => void order(`/api/creatures/${creature}/${what}`, body);
  return (
    <div class="chosen row">
      <img src={`/creatures/${creature}.webp?size=256`} alt={`creature ${creature}`} />
      <div>
        <p>
          <output>
            {creature}
            {name && ` · ${name}`} · generation {generation}
            {parentA !== 0 && ` · of ${parentA}${parentB ? ` and ${parentB}` : ''}`} ·{' '}
            {mix.map((share) => Math.round(share * 100)).join('/')}
          </output>
        </p>
        <div class="row">
          <button type="button" aria-pressed={isFavoured} onClick={() => give('favour', { on: !isFavoured })}>
            breed from this
          </button>
          <button type="button" aria-pressed={isPinned} onClick={() => give('pin', { on: !isPinned })}>
            pin
          </button>
          <button type="button" onClick={() => give('hide')}>
            hide
          </button>
        </div>
      </div>
    </div>
  );
}

/** Portraits that hang only once somebody has looked at them. */
export function Waiting({ state }: { state: State }) {
  return (
    <section>
      <h2>{state.waiting.length} waiting to hang</h2>
      <div class="waiting">
        {state.waiting.slice(0, SHOWN).map((creature) => (
          <figure key={creature}>
            <WaitingPicture creature={creature} />
            <figcaption class="row">
              <button type="button" onClick={() => order(`/api/creatures/${creature}/approve`)}>
                hang
              </button>
              <button type="button" onClick={() => order(`/api/creatures/${creature}/hide`)}>
                refuse
              </button>
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

function WaitingPicture({ creature }: { creature: number }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let gone = false;
    void pictureOf(creature).then((blob) => {
      if (!blob || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      URL.revokeObjectURL(made);
    };
  }, [creature, pin.value]);
  return url ? <img src={url} alt={`waiting ${creature}`} /> : <span class="blank" />;
}
