import type { FaultCode } from '../engine/show/faults.ts';
import type { State } from '../engine/show/state.ts';
import type { Link } from './link.ts';

/** Makes the show's list of faults say whether this page `has` one of its own. */
export function tellFault(
  state: State | null,
  raise: Link['raise'],
  code: FaultCode,
  where: string,
  has: boolean,
): void {
  const known = state?.faults.some((fault) => fault.code === code && fault.where === where) ?? false;
  if (known !== has) raise({ type: has ? 'fault/raised' : 'fault/cleared', code, where });
}
