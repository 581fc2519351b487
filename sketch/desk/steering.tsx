import { STEER_RANGE } from '../../engine/show/desk.ts';
import type { State } from '../../engine/show/state.ts';
import { turnBy } from './orders.ts';

/** What the generator itself varies most, by name: newborns are pulled along it; 0 lets go. */
export function Steering({ state }: { state: State }) {
  if (state.directions.length === 0) return null;
  return (
    <section>
      <h2>steering</h2>
      {state.directions.map((direction) => {
        const value = state.desk.steer[direction] ?? 0;
        const id = `steer ${direction}`;
        const turn = (to: number) =>
          turnBy(id, `/api/directions/${encodeURIComponent(direction)}/steer`, { value: to });
        return (
          <div key={direction} class="control steer">
            <label for={id}>{direction}</label>
            <input
              id={id}
              type="range"
              {...STEER_RANGE}
              step="0.1"
              value={value}
              onInput={(event) => turn(Number(event.currentTarget.value))}
            />
            <output for={id}>{value === 0 ? 'free' : value.toFixed(1)}</output>
            <button type="button" class="learn" disabled={value === 0} onClick={() => turn(0)}>
              let go
            </button>
          </div>
        );
      })}
    </section>
  );
}
