import { computed, effect, signal } from '@preact/signals';
import type { ParamName } from '../../engine/show/params.ts';
import { isMorphing, paramsAt } from '../../engine/show/scenes.ts';
import { clock, now, onEvent, state } from '../parts/show-signals.ts';

/** What the instruments show, as it is heard and seen now: every frame while a morph runs, else four times a second. */

const frame = signal(0);
let asked = false;

function moving(): boolean {
  const known = state.peek();
  return known !== null && isMorphing(known, now());
}

function next(): void {
  asked = false;
  frame.value = now();
  if (moving()) ask();
}

function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(next);
}

effect(() => {
  state.value?.morph;
  if (moving()) ask();
});

export const values = computed(() =>
  state.value ? paramsAt(state.value, Math.max(clock.value, frame.value)) : null,
);

/** Who turned each parameter last, where that is known. */
export const movers = signal<Partial<Record<ParamName, string>>>({});

export interface Told {
  revision: number;
  at: number;
  address: string;
  values: string;
  by: string;
}

const KEPT = 16;
/** The last facts as they went out by OSC, the newest first. */
export const told = signal<readonly Told[]>([]);
let revision = 0;

onEvent((event, _, at, by) => {
  const { type, ...fields } = event;
  const line = { revision: ++revision, at, address: `/mishmash/${type}`, values: wording(fields), by };
  told.value = [line, ...told.peek()].slice(0, KEPT);
  if (event.type === 'param/turned') movers.value = { ...movers.peek(), [event.param]: by };
  if (event.type === 'scene/recalled') {
    const turned = Object.keys(state.peek()?.scenes[event.scene] ?? {});
    const who = `scene ${event.scene}${by ? `, ${by}` : ''}`;
    movers.value = { ...movers.peek(), ...Object.fromEntries(turned.map((name) => [name, who])) };
  }
});

function wording(fields: object): string {
  return Object.values(fields)
    .map((value) => (typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value))
    .join(' ');
}
