import { type Event, eventFields, type FieldType } from '../../engine/show/events.ts';
import { bounded, isParam, type ParamName, paramNames } from '../../engine/show/params.ts';
import type { State } from '../../engine/show/state.ts';
import type { OscArgument, OscMessage } from './message.ts';
import { isPattern, namesMatching } from './pattern.ts';
import { ROOT, type ValueName } from './values.ts';

/** Which OSC messages the show speaks and understands. Pure. */

/** The message of an event: its type as address, its fields in order. */
export function messageOf(event: Event): OscMessage {
  const fields = eventFields[event.type] as Record<string, FieldType>;
  const values = event as unknown as Record<string, string | number>;
  const args = Object.entries(fields).map(([name, type]): OscArgument => {
    const value = values[name]!;
    if (typeof value === 'string') return { type: 's', value };
    return { type: type === 'i' ? 'i' : 'f', value };
  });
  return { address: `${ROOT}/${event.type}`, args };
}

/** What a message without arguments asks the value of; null where it asks for none. */
export function askedBy({ address, args }: OscMessage): ValueName[] | null {
  if (args.length > 0 || !address.startsWith(`${ROOT}/`)) return null;
  const name = address.slice(ROOT.length + 1);
  if (name === 'blackout' || name === 'freeze' || name === 'lock') return [name];
  const params = name.startsWith('param/') ? paramsCalled(name.slice('param/'.length)) : [];
  return params.length > 0 ? params.map((param) => `param/${param}` as const) : null;
}

/** The events that an incoming message stands for, one for each parameter that its address means; none where the contract has none. */
export function eventsOf(message: OscMessage, state: State): Event[] {
  const [root, kind, name, ...more] = message.address.slice(1).split('/');
  if (`/${root}` !== ROOT || kind === undefined || more.length > 0) return [];
  if (kind === 'param')
    return paramsCalled(name ?? '').flatMap((param) => turned(param, message.args[0]) ?? []);
  const event = orderOf(kind, name, message.args, state);
  return event ? [event] : [];
}

/** A pattern means parameters only: no star may black out a room. */
function paramsCalled(name: string): ParamName[] {
  if (isParam(name)) return [name];
  return (isPattern(name) && namesMatching(name, paramNames)) || [];
}

function orderOf(kind: string, name: string | undefined, args: OscArgument[], state: State): Event | null {
  const [first] = args;
  switch (kind) {
    case 'scene': {
      if (name === undefined || !Object.hasOwn(state.scenes, name)) return null;
      const morphMs = numberOf(first) ?? 0;
      return {
        type: 'scene/recalled',
        scene: name,
        morphMs: Math.round(Math.min(3_600_000, Math.max(0, morphMs))),
      };
    }
    case 'cue':
      return name !== undefined && Object.hasOwn(state.cues, name) ? { type: 'cue/fired', cue: name } : null;
    case 'blackout':
    case 'freeze': {
      const on = numberOf(first);
      return name === undefined && on !== null ? { type: `${kind}/set`, on: on === 0 ? 0 : 1 } : null;
    }
    case 'lock': {
      const on = numberOf(first);
      return name === undefined && on !== null ? { type: 'lock/set', on: on === 0 ? 0 : 1 } : null;
    }
    case 'go':
      return name === undefined && state.desk.next !== null
        ? { type: 'cue/fired', cue: state.desk.next }
        : null;
    case 'steer': {
      const value = numberOf(args[1]);
      return first?.type === 's' && value !== null && state.directions.includes(first.value)
        ? { type: 'direction/steered', direction: first.value, value }
        : null;
    }
    case 'button':
      return name === 'press' ? { type: 'button/pressed', button: 'osc' } : null;
    case 'presence':
      return present(name, first);
    default:
      return null;
  }
}

function turned(param: ParamName, argument: OscArgument | undefined): Event | null {
  const value = argument && bounded(param, argument.value);
  return value === undefined ? null : { type: 'param/turned', param, value };
}

function present(name: string | undefined, argument: OscArgument | undefined): Event | null {
  const sensor = argument?.type === 's' && argument.value !== '' ? argument.value.slice(0, 40) : 'osc';
  if (name === 'enter') return { type: 'presence/entered', sensor, distanceCm: 0 };
  return name === 'leave' ? { type: 'presence/left', sensor } : null;
}

function numberOf(argument: OscArgument | undefined): number | null {
  return argument && argument.type !== 's' ? argument.value : null;
}
