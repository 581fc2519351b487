import { signal } from '@preact/signals';
import type { Event } from '../../engine/show/events.ts';
import type { State } from '../../engine/show/state.ts';
import { type Attending, attend } from '../attend.ts';
import { link } from '../link.ts';

/** The show as signals, for pages that are drawn anew when it changes. */

const show = link();
export const state = signal<State | null>(null);
export const live = signal(false);
/** The engine's clock, once a quarter second, in ms since 1970. */
export const clock = signal(show.now());

show.onSnapshot((snapshot) => {
  state.value = snapshot;
});
show.onEvent((_, next) => {
  state.value = next;
});
show.onStatus((isLive) => {
  live.value = isLive;
});
setInterval(() => {
  clock.value = show.now();
}, 250);

export const raise = (event: Event) => show.raise(event);
export const onEvent = show.onEvent;
export const onTrace = show.onTrace;
export const tell = show.tell;
export const onSeen = show.onSeen;
/** The engine's clock at this instant, in ms since 1970. */
export const now = () => show.now();

/** Says what this page is, and loads it anew when it is asked to and may. */
export const attendAs = (attending: Attending) => attend(show, attending);
