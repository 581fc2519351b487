import type { State } from '../../../engine/show/state.ts';
import { isDue, proof, still } from '../stay.ts';
import { Captcha } from './captcha.tsx';
import { Framing } from './framing.tsx';
import { Naming } from './naming.tsx';

/** The photo, then the proof, then the name. */
export function Capture({ state }: { state: State }) {
  if (!still.value) return <Framing state={state} />;
  return isDue(proof.value) ? <Captcha state={state} /> : <Naming state={state} />;
}
