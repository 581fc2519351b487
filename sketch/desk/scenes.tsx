import { signal } from '@preact/signals';
import type { State } from '../../engine/show/state.ts';
import { order } from './orders.ts';

const morphMs = signal(4000);
const name = signal('');
const dropping = signal(false);

/** Scenes: recalled over a time, saved as the desk stands, dropped where they were made here. */
export function Scenes({ state }: { state: State }) {
  const { saved } = state.desk;
  const address = (scene: string, what: string) => `/api/scenes/${encodeURIComponent(scene)}/${what}`;
  return (
    <section class="scenes">
      <h2>scenes</h2>
      <div class="row">
        {Object.keys(state.scenes).map((scene) => (
          <button
            key={scene}
            type="button"
            disabled={dropping.value && !saved.includes(scene)}
            onClick={() => {
              if (!dropping.value) return void order(address(scene, 'recall'), { morphMs: morphMs.value });
              dropping.value = false;
              return void order(address(scene, 'drop'));
            }}
          >
            {dropping.value && '✕ '}
            {scene}
          </button>
        ))}
      </div>
      <div class="row">
        <label class="row">
          over
          <input
            aria-label="seconds of a morph"
            type="number"
            min="0"
            max="600"
            step="0.5"
            value={morphMs.value / 1000}
            onChange={(event) => {
              morphMs.value = Math.round(Math.max(0, Number(event.currentTarget.value) || 0) * 1000);
            }}
          />
          s
        </label>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.value) void order(address(name.value, 'save'));
            name.value = '';
          }}
        >
          <input
            aria-label="name of a new scene"
            placeholder="a name"
            maxLength={40}
            size={12}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <button type="submit" disabled={!name.value}>
            save as it is now
          </button>
        </form>
        {saved.length > 0 && (
          <button
            type="button"
            aria-pressed={dropping.value}
            onClick={() => {
              dropping.value = !dropping.value;
            }}
          >
            drop one
          </button>
        )}
      </div>
    </section>
  );
}
