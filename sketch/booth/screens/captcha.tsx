import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { State } from '../../../engine/show/state.ts';
import { onEvent } from '../../parts/show-signals.ts';
import { words } from '../../words/words.ts';
import { type Square, squaresOf } from '../squares.ts';
import { proof, still } from '../stay.ts';
import { TimeLeft } from './time-left.tsx';

/**
 * The captcha the other way round: creatures of the wall, and the visitor among them. Every answer is taken; the
 * consent that follows is another matter.
 */
export function Captcha({ state }: { state: State }) {
  const visit = state.visit!.visit;
  // The wall goes on meanwhile; the squares stay.
  const squares = useMemo(() => squaresOf(state, visit), [visit]);
  const chosen = useSignal<ReadonlySet<Square>>(new Set());
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'button/pressed')
          proof.value = chosen.value.size || squares.filter(({ alike }) => alike).length;
      }),
    [squares, chosen],
  );
  return (
    <section class="screen">
      <h1>{words.value.proof}</h1>
      <p class="hint">{words.value.proofHint}</p>
      <div class="squares">
        {squares.map((square) => (
          <button
            key={square.creature ?? 'you'}
            type="button"
            aria-pressed={chosen.value.has(square)}
            onClick={() => {
              const next = new Set(chosen.value);
              if (!next.delete(square)) next.add(square);
              chosen.value = next;
            }}
          >
            {square.creature === null ? (
              <img src={still.value!.url} alt={words.value.you} />
            ) : (
              <img
                src={`/creatures/${square.creature}.webp?size=256`}
                alt={`${words.value.creature} ${square.creature}`}
              />
            )}
          </button>
        ))}
      </div>
      <p class="plain">{words.value.proofKind}</p>
      <button
        type="button"
        class="choice go"
        onClick={() => {
          proof.value = chosen.value.size;
        }}
      >
        {chosen.value.size > 0 ? words.value.proofYes : words.value.proofNo}
      </button>
      <TimeLeft state={state} />
    </section>
  );
}
