import type { State } from '../../../engine/show/state.ts';
import { BigButton } from '../../parts/button.tsx';
import { words } from '../../words/words.ts';
import { TimeLeft } from './time-left.tsx';

/** Before the camera looks: what is about to happen, and how to refuse. */
export function Notice({ state }: { state: State }) {
  return (
    <section class="screen">
      <h1>{words.value.notice}</h1>
      <svg class="pictogram" viewBox="0 0 120 60" aria-hidden="true">
        <circle cx="24" cy="22" r="12" />
        <path d="M4 58c2-16 10-20 20-20s18 4 20 20" />
        <path d="M50 30h18m-6-6 6 6-6 6" />
        <rect x="76" y="10" width="40" height="40" />
        <circle cx="96" cy="30" r="12" />
        <circle cx="96" cy="30" r="4" class="now" />
      </svg>
      <p class="plain">{words.value.noticePrivacy}</p>
      <TimeLeft state={state} />
      <BigButton label={words.value.press} />
    </section>
  );
}
