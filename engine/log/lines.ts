import type { Event, EventOf, EventType } from '../show/events.ts';
import { faults, isFault } from '../show/faults.ts';
import type { LogLevel } from '../show/log.ts';
import type { Entry } from '../show/stage.ts';

/** What the log says of a fact: how much it matters, and why it came to be. */
export interface Line {
  level: LogLevel;
  reason: string;
  /** The fact, without the names of visitors. */
  fact: Record<string, unknown>;
}

type Say<T extends EventType> = [level: LogLevel, why: (event: EventOf<T>, by: string) => string];

const asked = (_event: unknown, by: string) => (by ? `asked for by ${by}` : 'asked for');
const measured = () => 'seen by the sensors';
const because = ({ cause }: { cause: string }, by: string) => (by ? `${cause}, by ${by}` : cause);
const clock = () => 'its time was over';

/** A level and a reason for every fact. Faders, births and what sensors tell come many times a second: debug. */
const table: { [T in EventType]: Say<T> } = {
  'show/opened': ['info', () => 'the engine was started'],
  'show/closed': ['info', () => 'the engine was told to end'],
  'show/slept': ['info', because],
  'show/woke': ['info', because],
  'button/pressed': ['debug', ({ button }) => `pressed on ${button}`],
  'button/held': ['debug', ({ heldMs }) => `held for ${heldMs} ms`],
  'button/learning': ['info', because],
  'button/learnt': ['info', () => 'pressed while it was to be learnt'],
  'button/forgotten': ['info', asked],
  'lamp/tried': ['info', asked],
  'presence/entered': ['debug', measured],
  'presence/left': ['debug', measured],
  'visit/begun': ['info', because],
  'visit/claimed': ['debug', ({ booth }) => `the booth ${booth} came first`],
  'consent/asked': ['debug', () => 'the visit had begun'],
  'selfie/captured': ['debug', () => 'the countdown was over'],
  'selfie/rejected': ['info', ({ reason }) => reason],
  'visit/cancelled': ['info', because],
  'visit/ended': ['info', () => 'its last phase was over'],
  'phase/elapsed': ['debug', clock],
  'profile/born': ['info', () => 'a visitor was mishmashed'],
  'profile/waiting': ['info', () => 'the desk approves profiles'],
  'profile/approved': ['info', asked],
  'profile/recalled': ['debug', () => 'the memorial brought it back'],
  'creature/born': ['debug', ({ parentA, parentB }) => `bred from ${parentA} and ${parentB}`],
  'creature/died': ['debug', () => 'its place was needed'],
  'creature/hidden': ['info', asked],
  'profile/erased': ['info', () => 'its owner, the desk or its retention asked for it'],
  'param/turned': ['debug', asked],
  'scene/recalled': ['info', asked],
  'scene/saved': ['info', asked],
  'scene/dropped': ['info', asked],
  'cue/armed': ['debug', asked],
  'cue/fired': ['info', asked],
  'lock/set': ['info', asked],
  'creature/pinned': ['info', asked],
  'creature/favoured': ['info', asked],
  'direction/steered': ['debug', asked],
  'blackout/set': ['info', asked],
  'freeze/set': ['info', asked],
  'corners/set': ['debug', asked],
  'blend/set': ['debug', asked],
  'pattern/set': ['info', asked],
  'threshold/set': ['info', asked],
  'fusion/set': ['info', asked],
  'baseline/moved': ['debug', () => 'the empty room reads so now'],
  'calibration/saved': ['info', asked],
  'calibration/reverted': ['info', asked],
  'device/linked': ['info', () => 'it answers'],
  'device/lost': ['warn', because],
  'fault/raised': ['warn', ({ code }) => (isFault(code) ? faults[code].sentence : code)],
  'fault/cleared': ['info', () => 'it is over'],
};

/** The line of a fact. */
export function lineOf({ event, by }: Pick<Entry, 'event' | 'by'>): Line {
  const [level, why] = table[event.type] as [LogLevel, (event: Event, by: string) => string];
  const { type, ...fields } = event;
  const { name: _, ...unnamed } = fields as { name?: unknown };
  const isVisitors = type.startsWith('profile/');
  return { level, reason: why(event, by), fact: isVisitors ? unnamed : fields };
}
