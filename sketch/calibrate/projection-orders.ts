import { computed, signal } from '@preact/signals';
import { type Part, parsePart, partName, partsOf, WHOLE } from '../../engine/show/part.ts';
import { type Projection, projectionOf } from '../../engine/show/projection.ts';
import { order, refused } from '../desk/orders.ts';
import { state } from '../parts/show-signals.ts';
import { HANDLES, type Handle, history, isArrow, nudged, reset } from './lining-up.ts';
import { orderedIn } from './refused.tsx';

const DRAFT_MS = 1000;

/** The part chosen by hand; null until one is. */
export const chosen = signal<Part | null>(null);
/** What the arrows move. */
export const handle = signal<Handle>('1');
/** The part that is being lined up. */
export const part = computed(() => chosen.value ?? lastKept() ?? WHOLE);
const undo = history();
/** What was ordered last and may not have come back yet: the next step starts from it. */
let draft: { name: string; projection: Projection; at: number } | null = null;
let sending = false;
let next: (() => Promise<void>) | null = null;

function lastKept(): Part | null {
  const names = Object.keys(state.value?.projections ?? {});
  const last = parsePart(names.at(-1) ?? '');
  return last && { ...last, column: 0, row: 0 };
}

function current(of: Part): Projection {
  if (draft && draft.name === partName(of) && performance.now() - draft.at < DRAFT_MS)
    return draft.projection;
  return projectionOf(state.value?.projections ?? {}, of);
}

/** One order at a time, so that none overtakes another; of those that wait only the last is sent. */
async function send(of: Part, projection: Projection): Promise<void> {
  draft = { name: partName(of), projection, at: performance.now() };
  orderedIn.value = 'projection';
  const { corners, blends, pattern } = projection;
  const name = encodeURIComponent(partName(of));
  next = () => order(`/api/projections/${name}`, { corners, blends, pattern });
  if (sending) return;
  sending = true;
  while (next) {
    const job: () => Promise<void> = next;
    next = null;
    await job();
    if (refused.value) draft = null;
  }
  sending = false;
}

/** Orders the part anew; `what` names the gesture for the undo. */
export function change(what: string, to: (now: Projection) => Projection): void {
  const before = current(part.value);
  const after = to(before);
  if (after === before) return;
  undo.keep(part.value, before, what, performance.now());
  void send(part.value, after);
}

/** Takes the last gesture back, in whatever part it was. */
export function goBack(): void {
  const step = undo.back();
  if (!step) return;
  chosen.value = step.part;
  void send(step.part, { ...step.before, pattern: current(step.part).pattern });
}

function otherPart(by: number): void {
  const { columns, rows, column, row } = part.value;
  const parts = partsOf(columns, rows);
  chosen.value = parts[(row * columns + column + by + parts.length) % parts.length]!;
}

/** Shows the test pattern of the part, or the wall again. */
export function togglePattern(): void {
  const now = current(part.value);
  void send(part.value, { ...now, pattern: !now.pattern });
}

/** What a key does; false where it does nothing here. */
export function press(key: string, shift: boolean, control: boolean): boolean {
  if (control && key !== 'z') return false;
  if (isArrow(key)) change(handle.value, (now) => nudged(now, handle.value, key, shift));
  else if (HANDLES.includes(key)) handle.value = key;
  else if (key === 'n' || key === 'N') otherPart(shift ? -1 : 1);
  else if (key === 'p') togglePattern();
  else if (key === '0') change('reset', reset);
  else if (key === 'u' || key === 'z') goBack();
  else return false;
  return true;
}
