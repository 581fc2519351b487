import { clock } from '../parts/show-signals.ts';
import { type Kind, LENGTH_MS, record, recorded, running, stop } from './recording.ts';
import { clockText, lengthText } from './stretches.ts';

const TODO: Record<Kind, string> = {
  empty: 'Leave the room as it is when nobody is there, and press:',
  occupied: 'Stand where visitors stand, sway a little, and press:',
};

/** One recording: what to do, the button, and its clock. */
export function Recorder({ kind, number }: { kind: Kind; number: number }) {
  const mine = running.value?.kind === kind ? running.value : null;
  return (
    <li>
      <p>
        {number}. {TODO[kind]}
      </p>
      <div class="row">
        <button
          type="button"
          aria-pressed={mine !== null}
          disabled={running.value !== null && !mine}
          onClick={() => (mine ? stop() : record(kind))}
        >
          {mine ? `■ stop ${kind}` : `● record ${kind}`}
        </button>
        <output aria-label={`recording ${kind}`}>{saidOf(kind, mine?.from ?? null)}</output>
        {mine && <progress aria-hidden="true" max={LENGTH_MS[kind]} value={clock.value - mine.from} />}
      </div>
    </li>
  );
}

function saidOf(kind: Kind, from: number | null): string {
  const needed = lengthText(LENGTH_MS[kind]);
  if (from !== null) {
    const waitS = Math.ceil((from - clock.value) / 1000);
    if (waitS > 0) return `begins in ${waitS} s`;
    return `${Math.round((clock.value - from) / 1000)} of ${Math.round(LENGTH_MS[kind] / 1000)} s`;
  }
  const done = recorded.value[kind];
  if (!done) return `○ none yet; takes ${needed}`;
  return `✓ ${lengthText(done.to - done.from)}, ${clockText(done.from)} to ${clockText(done.to)}`;
}
