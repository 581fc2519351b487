/** One press of a button: `heldMs` null = let go before it was a hold, which is all that the show is told. */
export interface Press {
  at: number;
  button: string;
  heldMs: number | null;
}

export interface Bin {
  label: string;
  count: number;
}

const HOLD_EDGES_MS = [1000, 1500, 2000, 3000, 5000];
const PAUSE_EDGES_MS = [100, 250, 500, 1000, 3000];

/** Presses by their length: short ones, and holds by when they were told. */
export function lengthBins(presses: readonly Press[]): Bin[] {
  const held = presses.flatMap(({ heldMs }) => (heldMs === null ? [] : [heldMs]));
  return [{ label: 'let go', count: presses.length - held.length }, ...binned(held, HOLD_EDGES_MS)];
}

/** Presses by the pause before them; what comes in less than 0.1 s is a contact that bounces. */
export function pauseBins(presses: readonly Press[]): Bin[] {
  const last = new Map<string, number>();
  const pauses = presses.flatMap(({ at, button }) => {
    const before = last.get(button);
    last.set(button, at);
    return before === undefined ? [] : [at - before];
  });
  return binned(pauses, PAUSE_EDGES_MS);
}

/** How many values, in ms, lie below the first edge, between each two, and from the last on; labels in seconds. */
export function binned(values: readonly number[], edges: readonly number[]): Bin[] {
  const s = (ms: number) => String(ms / 1000);
  return [...edges, Infinity].map((to, i) => {
    const from = edges[i - 1] ?? -Infinity;
    const count = values.filter((value) => value >= from && value < to).length;
    if (from === -Infinity) return { label: `< ${s(to)} s`, count };
    return { label: to === Infinity ? `≥ ${s(from)} s` : `${s(from)}–${s(to)} s`, count };
  });
}
