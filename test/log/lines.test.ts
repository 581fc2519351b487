import { expect, test } from 'vitest';
import { lineOf } from '../../engine/log/lines.ts';
import { type Event, eventFields, eventTypes } from '../../engine/show/events.ts';
import { LOG_LEVELS } from '../../engine/show/log.ts';

const NAME = 'Ada Lovelace';

/** A fact of this type in which every text says who a visitor is. */
function named(type: Event['type']): Event {
  const fields = Object.entries(eventFields[type]).map(([field, kind]) => [
    field,
    kind === 's' || kind === 'v' ? (field === 'name' ? NAME : 'some') : 1,
  ]);
  return { type, ...Object.fromEntries(fields) } as Event;
}

test.each(eventTypes)('%s has a level and a reason', (type) => {
  const { level, reason } = lineOf({ event: named(type), by: '' });
  expect(LOG_LEVELS).toContain(level);
  expect(reason).not.toBe('');
});

test('no visitor is named', () => {
  const profiles = eventTypes.filter((type) => type.startsWith('profile/'));
  const telling = profiles.filter((type) => 'name' in eventFields[type]);
  expect(telling.length).toBeGreaterThan(1);
  for (const type of profiles)
    expect(JSON.stringify(lineOf({ event: named(type), by: '' }))).not.toContain(NAME);
});

test.each<[Event, by: string, level: string, reason: string]>([
  [{ type: 'device/lost', device: 'board', cause: 'unplugged' }, '', 'warn', 'unplugged'],
  [{ type: 'visit/cancelled', visit: 'v', cause: 'left' }, '', 'info', 'left'],
  [{ type: 'show/slept', until: '10:00', cause: 'desk' }, 'desk Ada', 'info', 'desk, by desk Ada'],
  [{ type: 'blackout/set', on: 1 }, 'osc 10.0.0.7', 'info', 'asked for by osc 10.0.0.7'],
  [
    { type: 'fault/raised', code: 'birth-failed', where: 'births' },
    '',
    'warn',
    'A birth could not be finished; the next one is tried.',
  ],
])('%o by "%s"', (event, by, level, reason) => {
  const { type, ...fields } = event;
  expect(lineOf({ event, by })).toEqual({ level, reason, fact: fields });
});
