import { describe, expect, test } from 'vitest';
import type { Effect } from '../../engine/show/effects.ts';
import type { Event } from '../../engine/show/events.ts';
import { createStage } from '../../engine/show/stage.ts';
import { initialState, type State } from '../../engine/show/state.ts';

const times = { noticeMs: 5000, captureMs: 60_000, readingMs: 20_000, revealMs: 30_000, leftMs: 20_000 };

function opened(part: Partial<State> = {}) {
  const heard: Event[] = [];
  const orders: Effect[] = [];
  let now = 1_000_000;
  const opening = {
    show: 'test',
    aspect: 16 / 9,
    params: {},
    scenes: {},
    cues: {},
    times,
    begin: 'both' as const,
  };
  const state = { ...initialState(opening), open: true, ...part };
  const stage = createStage({
    state,
    revision: 0,
    now: () => now,
    journal: (entries) => heard.push(...entries.map((entry) => entry.event)),
    onError: (error) => {
      throw error;
    },
  });
  stage.onEffect((effect) => {
    orders.push(effect);
    if (effect.type === 'begin-visit') stage.tell({ type: 'visit/begun', visit: 'v1', cause: effect.cause });
    if (effect.type === 'cancel-visit') stage.tell({ ...effect, type: 'visit/cancelled' });
    if (effect.type === 'end-visit') stage.tell({ type: 'visit/ended', visit: effect.visit });
  });
  const pass = (ms: number) => {
    now += ms;
    const { visit, phase, deadline } = stage.state();
    if (visit && deadline !== null && now >= deadline)
      stage.tell({ type: 'phase/elapsed', visit: visit.visit, phase });
  };
  return { stage, orders, heard, pass };
}

const press: Event = { type: 'button/pressed', button: 'test' };
const hold: Event = { type: 'button/held', button: 'test', heldMs: 1600 };
const enter: Event = { type: 'presence/entered', sensor: 'door', distanceCm: 80 };
const leave: Event = { type: 'presence/left', sensor: 'door' };
const captured: Event = { type: 'selfie/captured', visit: 'v1' };
const rejected: Event = { type: 'selfie/rejected', visit: 'v1', reason: 'no-face' };
const profile: Event = { type: 'profile/born', visit: 'v1', creature: 42, name: 'Ada' };

describe('a visit, as a table', () => {
  const table: [string, (Event | number)[], State['phase'], string[]][] = [
    ['a press begins a visit', [press], 'notice', ['begin-visit']],
    ['stepping into frame begins a visit', [enter], 'notice', ['begin-visit']],
    ['the notice runs out and the selfie is taken', [press, 5000], 'capture', ['begin-visit', 'take-selfie']],
    ['a hold during the notice refuses', [press, hold], 'attract', ['begin-visit', 'cancel-visit']],
    ['leaving during the notice ends it', [enter, leave], 'attract', ['begin-visit', 'cancel-visit']],
    ['leaving does not end a visit begun by the button', [press, enter, leave], 'notice', ['begin-visit']],
    ['a second press hurries the notice', [press, press], 'notice', ['begin-visit', 'hurry-visit']],
    [
      'a press while capturing changes nothing',
      [press, 5000, press],
      'capture',
      ['begin-visit', 'take-selfie'],
    ],
    ['the selfie leads to the reading', [press, 5000, captured], 'reveal', ['begin-visit', 'take-selfie']],
    [
      'no selfie in time cancels',
      [press, 5000, 60_000],
      'attract',
      ['begin-visit', 'take-selfie', 'cancel-visit'],
    ],
    [
      'a refused selfie is taken again',
      [press, 5000, rejected],
      'capture',
      ['begin-visit', 'take-selfie', 'take-selfie'],
    ],
    [
      'the third refusal cancels',
      [press, 5000, rejected, rejected, rejected],
      'attract',
      ['begin-visit', 'take-selfie', 'take-selfie', 'take-selfie', 'cancel-visit'],
    ],
    [
      'the profile is shown until its time is over',
      [press, 5000, captured, profile, 30_000],
      'attract',
      ['begin-visit', 'take-selfie', 'end-visit'],
    ],
    [
      'a press ends the reveal',
      [press, 5000, captured, profile, press],
      'attract',
      ['begin-visit', 'take-selfie', 'end-visit'],
    ],
    [
      'a press cannot end the reading',
      [press, 5000, captured, press],
      'reveal',
      ['begin-visit', 'take-selfie'],
    ],
    [
      'whoever walks away from the camera is waited for',
      [enter, 5000, leave, 19_000],
      'capture',
      ['begin-visit', 'take-selfie'],
    ],
    [
      'and then the visit is over',
      [enter, 5000, leave, 20_000],
      'attract',
      ['begin-visit', 'take-selfie', 'cancel-visit'],
    ],
    [
      'whoever comes back has the whole time again',
      [enter, 5000, leave, 19_000, enter, 30_000],
      'capture',
      ['begin-visit', 'take-selfie'],
    ],
    [
      'a press is a sign of life',
      [enter, 5000, leave, 19_000, press, 30_000],
      'capture',
      ['begin-visit', 'take-selfie'],
    ],
    [
      'a visit begun by the button is left the same way',
      [press, enter, 5000, leave, 20_000],
      'attract',
      ['begin-visit', 'take-selfie', 'cancel-visit'],
    ],
    [
      'whoever walks away while being read is still hung, and the reveal is short',
      [enter, 5000, captured, leave, 3000, profile, 20_000],
      'attract',
      ['begin-visit', 'take-selfie', 'end-visit'],
    ],
    [
      'one sensor that loses a visitor whom another sees changes nothing',
      [enter, { ...enter, sensor: 'mat' }, 5000, leave, 30_000],
      'capture',
      ['begin-visit', 'take-selfie'],
    ],
    [
      'a reading without a profile ends in time',
      [press, 5000, captured, 20_000],
      'attract',
      ['begin-visit', 'take-selfie', 'cancel-visit'],
    ],
  ];
  test.each(table)('%s', (_, steps, phase, expected) => {
    const { stage, orders, pass } = opened();
    for (const step of steps) typeof step === 'number' ? pass(step) : stage.tell(step);
    expect(stage.state().phase).toBe(phase);
    expect(orders.map((order) => order.type)).toEqual(expected);
  });

  test('nobody is taken in while the show is frozen or closed', () => {
    for (const part of [{ freeze: true }, { open: false }]) {
      const { stage, orders } = opened(part);
      stage.tell(press);
      stage.tell(enter);
      expect(orders).toEqual([]);
    }
  });

  test('a phone does not take the booth', () => {
    const { stage } = opened();
    stage.tell({ type: 'visit/begun', visit: 'v9', cause: 'phone' });
    expect(stage.state()).toMatchObject({ phase: 'attract', visit: null, visits: 1 });
  });

  test('what another visit says changes nothing', () => {
    const { stage, pass } = opened();
    stage.tell(press);
    pass(5000);
    stage.tell({ type: 'selfie/captured', visit: 'v7' });
    stage.tell({ type: 'visit/cancelled', visit: 'v7', cause: 'left' });
    expect(stage.state()).toMatchObject({ phase: 'capture', visit: { visit: 'v1' } });
  });
});
