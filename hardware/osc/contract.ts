import { type Event, eventFields, type FieldType } from '../../engine/show/events.ts';
import { bounded, isParam } from '../../engine/show/params.ts';
import type { State } from '../../engine/show/state.ts';
import type { OscArgument, OscMessage } from './message.ts';

/** Which OSC messages the show speaks and understands. Pure. */

export const ROOT = '/mishmash';

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

/** The event that an incoming message stands for; null where the contract has none. */
export function eventOf({ address, args }: OscMessage, state: State): Event | null {
  const [root, kind, name, ...more] = address.slice(1).split('/');
  if (`/${root}` !== ROOT || kind === undefined || more.length > 0) return null;
  const [first] = args;
  switch (kind) {
    case 'param':
      return name === undefined ? null : turned(name, first);
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

function turned(name: string, argument: OscArgument | undefined): Event | null {
  if (!isParam(name) || !argument) return null;
  const value = bounded(name, argument.value);
  return value === undefined ? null : { type: 'param/turned', param: name, value };
}

function present(name: string | undefined, argument: OscArgument | undefined): Event | null {
  const sensor = argument?.type === 's' && argument.value !== '' ? argument.value.slice(0, 40) : 'osc';
  if (name === 'enter') return { type: 'presence/entered', sensor, distanceCm: 0 };
  return name === 'leave' ? { type: 'presence/left', sensor } : null;
}

function numberOf(argument: OscArgument | undefined): number | null {
  return argument && argument.type !== 's' ? argument.value : null;
}
