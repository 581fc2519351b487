import type { Event } from '../../engine/show/events.ts';
import { triedLamp } from '../../engine/show/lamp.ts';
import type { Phase, State } from '../../engine/show/state.ts';
import type { Lamp } from './port.ts';

const LAMPS: Record<Phase, Lamp> = {
  attract: 'breathe',
  invite: 'on',
  notice: 'tick',
  capture: 'blink',
  reveal: 'off',
};

/**
 * What the button's lamp shows at `now` (ms since 1970) while the show is like this. Visitors first, then a pattern
 * that is tried out; a fault shows while nobody is there.
 */
export function lampOf(
  state: Pick<State, 'phase' | 'faults' | 'devices' | 'lamp' | 'visit' | 'sleep'>,
  now: number,
): Lamp {
  const tried = triedLamp(state, now);
  // A refusal is shown once over what is shown anyway.
  if (tried && tried !== 'refuse') return tried;
  const { phase, visit, faults, devices, sleep } = state;
  const failed =
    faults.some(({ code }) => code === 'device-failed') ||
    Object.values(devices).some((device) => device.state === 'lost');
  if (phase === 'attract' && failed) return 'fault';
  return sleep.asleep && !visit ? 'off' : LAMPS[phase];
}

/**
 * Whether the lamp shows a refusal: the visitor is to be told that it came to nothing, which in a sleeping show a press
 * does, or it is tried out.
 */
export function refuses(event: Event, { visit, sleep }: Pick<State, 'visit' | 'sleep'>): boolean {
  if (event.type === 'lamp/tried') return event.pattern === 'refuse';
  const unheard = event.type === 'button/pressed' && sleep.asleep && !visit;
  return unheard || event.type === 'selfie/rejected' || event.type === 'visit/cancelled';
}
