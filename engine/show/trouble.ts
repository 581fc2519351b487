import type { EventOf } from './events.ts';
import type { State } from './state.ts';

/** A device whose name begins with `sim:` is simulated. */
export function withDevice(state: State, device: string, to: 'real' | 'lost', cause: string): State {
  const name = device.replace(/^sim:/, '');
  const now = to === 'real' && name !== device ? 'sim' : to;
  return { ...state, devices: { ...state.devices, [name]: { state: now, cause } } };
}

export function raised(state: State, event: EventOf<'fault/raised'>, at: number): State {
  const { code, where } = event;
  if (state.faults.some((fault) => fault.code === code && fault.where === where)) return state;
  return { ...state, faults: [...state.faults, { code, where, since: at }].slice(-100) };
}

export function cleared(state: State, { code, where }: EventOf<'fault/cleared'>): State {
  return { ...state, faults: state.faults.filter((fault) => fault.code !== code || fault.where !== where) };
}
