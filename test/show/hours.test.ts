import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendar } from '../../engine/calendar.ts';
import { type Hours, isOpen, lastAt, localTime, nextChange, nextOpening } from '../../engine/show/hours.ts';

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Europe/Vienna';
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const museum: Hours = {
  open: '10:00',
  close: '18:00',
  days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  except: {
    thu: { open: '10:00', close: '21:00' },
    '2027-12-24': null,
    '2027-12-27': { open: '12:00', close: '13:00' },
  },
};
const club: Hours = { open: '22:00', close: '04:00', days: ['fri', 'sat'], except: {} };
/** An instant as the clock in Vienna says it. */
const at = (local: string) => new Date(local).getTime();
const said = (instant: number | null) => instant && localTime(calendar, instant);

test.each([
  [museum, '2027-03-02T09:59:59', false],
  [museum, '2027-03-02T10:00', true],
  [museum, '2027-03-02T17:59:59', true],
  [museum, '2027-03-02T18:00', false],
  [museum, '2027-03-01T12:00', false],
  [museum, '2027-03-04T20:59', true],
  [museum, '2027-03-04T21:00', false],
  [museum, '2027-12-24T12:00', false],
  [museum, '2027-12-27T12:30', true],
  [museum, '2027-12-27T13:00', false],
  [club, '2027-03-05T21:59', false],
  [club, '2027-03-05T22:00', true],
  [club, '2027-03-06T03:59', true],
  [club, '2027-03-06T04:00', false],
  [club, '2027-03-07T03:59', true],
  [club, '2027-03-08T03:59', false],
])('%o at %s: %s', (hours, local, open) => {
  expect(isOpen(calendar, hours, at(local))).toBe(open);
});

test.each([
  [museum, '2027-03-02T09:00', '2027-03-02T10:00', '2027-03-02T10:00'],
  [museum, '2027-03-02T10:00', '2027-03-03T10:00', '2027-03-02T18:00'],
  [museum, '2027-02-28T18:00', '2027-03-02T10:00', '2027-03-02T10:00'],
  [museum, '2027-12-23T21:00', '2027-12-25T10:00', '2027-12-25T10:00'],
  [club, '2027-03-06T01:00', '2027-03-06T22:00', '2027-03-06T04:00'],
  [club, '2027-03-07T12:00', '2027-03-12T22:00', '2027-03-12T22:00'],
])('%o from %s: opens next at %s, changes at %s', (hours, from, opens, changes) => {
  expect(said(nextOpening(calendar, hours, at(from)))).toBe(opens);
  expect(said(nextChange(calendar, hours, at(from)))).toBe(changes);
});

test('days that meet at midnight are one; a house that never opens has no opening', () => {
  const always: Hours = { open: '00:00', close: '00:01', days: ['mon'], except: {} };
  const joined: Hours = {
    ...always,
    open: '12:00',
    close: '00:00',
    except: { tue: { open: '00:00', close: '06:00' } },
  };
  expect(said(nextChange(calendar, joined, at('2027-03-01T13:00')))).toBe('2027-03-02T06:00');
  expect(said(nextOpening(calendar, joined, at('2027-03-01T13:00')))).toBe('2027-03-08T12:00');
  const never: Hours = { ...always, except: { mon: null } };
  expect([
    nextOpening(calendar, never, at('2027-03-01T13:00')),
    nextChange(calendar, never, at('2027-03-01T13:00')),
  ]).toEqual([null, null]);
});

describe('summer time', () => {
  const night: Hours = {
    open: '02:30',
    close: '02:45',
    days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
    except: {},
  };
  const openings = (hours: Hours, from: number, to: number) => {
    const edges: string[] = [];
    for (let now = from; now < to; now += 60_000)
      if (isOpen(calendar, hours, now) !== isOpen(calendar, hours, now - 60_000))
        edges.push(new Date(now).toISOString().slice(11, 16));
    return edges;
  };

  test('the day it begins the house opens and closes by the clock in the room', () => {
    const [from, to] = [at('2027-03-28T00:00'), at('2027-03-29T00:00')];
    expect(to - from).toBe(23 * 3_600_000);
    expect(openings(museum, from, to)).toEqual(['08:00', '16:00']);
    expect(openings(club, from, to)).toEqual(['02:00']);
    // 02:30 does not exist that night: an hour later it opens, once.
    expect(openings(night, from, to)).toEqual(['01:30', '01:45']);
  });

  test('the night that has an hour twice opens and closes once', () => {
    const [from, to] = [at('2027-10-31T00:00'), at('2027-11-01T00:00')];
    expect(to - from).toBe(25 * 3_600_000);
    expect(openings(night, from, to)).toEqual(['00:30', '00:45']);
    expect(openings(museum, from, to)).toEqual(['09:00', '17:00']);
  });

  test('a restart at an hour that is skipped or comes twice has one moment', () => {
    expect(new Date(lastAt(calendar, '02:30', at('2027-03-28T12:00'))).toISOString()).toBe(
      '2027-03-28T01:30:00.000Z',
    );
    expect(new Date(lastAt(calendar, '02:30', at('2027-10-31T12:00'))).toISOString()).toBe(
      '2027-10-31T00:30:00.000Z',
    );
    expect(said(lastAt(calendar, '04:30', at('2027-03-02T04:29:59')))).toBe('2027-03-01T04:30');
    expect(said(lastAt(calendar, '04:30', at('2027-03-02T04:30')))).toBe('2027-03-02T04:30');
  });
});
