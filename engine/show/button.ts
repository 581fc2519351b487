import type { EventOf } from './events.ts';

/** How a button that no table knows says that it is down: the bits of `mask` in byte `byte` of a report are `value`. */
export interface LearntButton {
  vendorId: number;
  productId: number;
  /** Which of the device's USB interfaces; -1 where it has none. */
  interfaceId: number;
  byte: number;
  mask: number;
  value: number;
}

export interface ButtonState {
  learnt: LearntButton | null;
  /** Until when a button is being learnt, ms since 1970; null = none is. */
  learningUntil: number | null;
  /** Why none was learnt the last time; empty where one was. */
  cause: string;
}

/** How long a button that is to be learnt is waited for. */
export const LEARN_MS = 20_000;
/** Bytes of a report that are looked at. */
export const MAX_REPORT = 64;
export const noButton: ButtonState = { learnt: null, learningUntil: null, cause: '' };

/** The button's part of the state after a fact about it, `at` ms since 1970; what cannot be changes nothing. */
export function buttonTold(
  state: ButtonState,
  event: EventOf<'button/learning' | 'button/learnt' | 'button/forgotten'>,
  at: number,
): ButtonState {
  if (event.type === 'button/learning')
    return event.on === 0
      ? { ...state, learningUntil: null, cause: event.cause }
      : { ...state, learningUntil: at + LEARN_MS, cause: '' };
  if (event.type === 'button/forgotten')
    return isOf(state.learnt, event) ? { ...state, learnt: null } : state;
  const { type: _, ...learnt } = event;
  return isPossible(learnt) ? { learnt, learningUntil: null, cause: '' } : state;
}

type Device = Pick<LearntButton, 'vendorId' | 'productId'>;

function isOf(learnt: Device | null, { vendorId, productId }: Device): boolean {
  return learnt?.vendorId === vendorId && learnt.productId === productId;
}

function isPossible({ byte, mask, value }: LearntButton): boolean {
  const fits = byte >= 0 && byte < MAX_REPORT && mask > 0 && mask <= 0xff;
  return fits && (value & mask) === value;
}
