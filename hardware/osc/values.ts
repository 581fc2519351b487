import { type ParamName, paramNames } from '../../engine/show/params.ts';
import { paramsAt } from '../../engine/show/scenes.ts';
import type { State } from '../../engine/show/state.ts';
import type { OscArgument, OscMessage } from './message.ts';

export const ROOT = '/mishmash';

/** What stands somewhere and can be sent there: every parameter, and the show's switches. */
export type ValueName = `param/${ParamName}` | (typeof SWITCHES)[number];
export type Values = Record<ValueName, number | string>;

const SWITCHES = ['blackout', 'freeze', 'lock'] as const;
export const valueNames: readonly ValueName[] = [
  ...paramNames.map((name) => `param/${name}` as const),
  ...SWITCHES,
];

/** Every value as it is heard and seen at `now`. */
export function valuesOf(state: State, now: number): Values {
  const params = Object.entries(paramsAt(state, now)).map(([name, value]) => [`param/${name}`, value]);
  const switches = {
    blackout: Number(state.blackout),
    freeze: Number(state.freeze),
    lock: Number(state.desk.locked),
  };
  return { ...Object.fromEntries(params), ...switches };
}

/** The message that says where a value stands, at the address that moves it. */
export function valueMessage(name: ValueName, value: number | string): OscMessage {
  const isSwitch = (SWITCHES as readonly string[]).includes(name);
  const arg: OscArgument =
    typeof value === 'string' ? { type: 's', value } : { type: isSwitch ? 'i' : 'f', value };
  return { address: `${ROOT}/${name}`, args: [arg] };
}
