import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VisitResult } from '../../engine/show/ports.ts';
import { startFlow } from '../../engine/visit/flow.ts';
import { startKeeping } from '../../engine/visit/keeping.ts';
import { memoryShow } from './memory-show.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function flowing() {
  const show = memoryShow({ now: () => Date.now() });
  return { ...show, stop: startFlow(show.stage) };
}

const pressed = { type: 'button/pressed', button: 'big' } as const;

test('a visit that nobody attends runs through its deadlines and is cancelled', () => {
  const { stage, entries } = flowing();
  stage.tell(pressed);
  expect(stage.state().phase).toBe('notice');
  vi.advanceTimersByTime(4999);
  expect(stage.state().phase).toBe('notice');
  vi.advanceTimersByTime(1);
  expect(stage.state().phase).toBe('capture');
  vi.advanceTimersByTime(60_000);
  expect(stage.state()).toMatchObject({ phase: 'attract', visit: null });
  expect(entries.at(-1)?.event).toMatchObject({ type: 'visit/cancelled', cause: 'timeout' });
  vi.advanceTimersByTime(3_600_000);
  expect(entries.at(-1)?.event.type).toBe('visit/cancelled');
});

test('a press hurries the notice, another ends the reveal; each visit has a name of its own', () => {
  const { stage } = flowing();
  stage.tell(pressed);
  const first = stage.state().visit!.visit;
  stage.tell(pressed);
  expect(stage.state().phase).toBe('capture');
  stage.tell({ type: 'selfie/captured', visit: first });
  stage.tell({ type: 'profile/born', visit: first, creature: 5, name: 'Ada' });
  stage.tell(pressed);
  expect(stage.state().visit).toBeNull();
  stage.tell(pressed);
  expect(stage.state().visit?.visit).not.toBe(first);
});

test('a new deadline takes the place of the old one', () => {
  const { stage } = flowing();
  stage.tell(pressed);
  vi.advanceTimersByTime(3000);
  stage.tell(pressed);
  vi.advanceTimersByTime(59_999);
  expect(stage.state().phase).toBe('capture');
  vi.advanceTimersByTime(1);
  expect(stage.state().visit).toBeNull();
});

test('a clock that jumps back does not hold a visitor for a day', () => {
  const { stage } = flowing();
  stage.tell(pressed);
  vi.setSystemTime(Date.now() - 86_400_000);
  vi.advanceTimersByTime(5000);
  expect(stage.state().phase).toBe('capture');
});

test('a visit from before a restart is cancelled', () => {
  const show = memoryShow({ now: () => Date.now() });
  show.stage.tell({ type: 'visit/begun', visit: 'old', cause: 'button' });
  startFlow(show.stage);
  expect(show.stage.state().visit).toBeNull();
  expect(show.entries.at(-1)?.event).toEqual({ type: 'visit/cancelled', visit: 'old', cause: 'restarted' });
});

test('after stop nothing is carried out any more', () => {
  const { stage, stop } = flowing();
  stage.tell(pressed);
  stop();
  vi.advanceTimersByTime(10_000);
  expect(stage.state().phase).toBe('notice');
});

test('who is not to be kept is erased with the visit, or after the reveal time', async () => {
  const { stage, library, entries } = flowing();
  const erased: number[] = [];
  const of = (visit: string, id: number) => ({ visit, creature: { id } }) as VisitResult;
  library.eraseCreature = async (id) => {
    if (id === 4 && !erased.includes(4)) {
      erased.push(id);
      throw new Error('disk');
    }
    erased.push(id);
    return true;
  };
  library.unkept = () => [1];
  const errors: unknown[] = [];
  const keeping = startKeeping({ stage, library }, (error) => void errors.push(error));
  await vi.advanceTimersByTimeAsync(0);
  expect(erased).toEqual([1]);
  stage.tell(pressed);
  const { visit } = stage.state().visit!;
  keeping.forget(of(visit, 2), false);
  keeping.forget(of('phone', 3), true);
  stage.tell({ type: 'visit/ended', visit });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(erased).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(1);
  expect(erased).toEqual([1, 2, 3]);
  expect(entries.at(-1)?.event).toEqual({ type: 'profile/erased', creature: 3 });
  keeping.forget(of('gone', 4), false);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(erased.filter((one) => one === 4).length).toBe(2);
  expect(errors).toEqual([new Error('disk')]);
  keeping.forget(of('phone', 5), true);
  await keeping.stop();
  expect(erased.at(-1)).toBe(5);
});
