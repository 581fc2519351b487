import type { State } from '../../../engine/show/state.ts';
import { still } from '../stay.ts';
import { Framing } from './framing.tsx';
import { Naming } from './naming.tsx';

/** The photo, then the name. */
export function Capture({ state }: { state: State }) {
  return still.value ? <Naming state={state} /> : <Framing state={state} />;
}
