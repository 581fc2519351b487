import type { State } from '../../../engine/show/state.ts';
import { BigButton } from '../../parts/button.tsx';
import { words } from '../../words/words.ts';

/** Nobody, or somebody who has not pressed yet: the wall's creatures drift by. */
export function Attract({ state, invited }: { state: State; invited: boolean }) {
  const hanging = state.wall.filter((id) => id !== null);
  const step = Math.max(1, Math.floor(hanging.length / 7));
  const shown = hanging.filter((_, i) => i % step === 0).slice(0, 7);
  return (
    <section class="screen">
      <h1>{invited ? words.value.invite : words.value.attract}</h1>
      <div class="drift" aria-hidden="true">
        {shown.map((id) => (
          <img key={id} src={`/creatures/${id}.webp?size=256`} alt="" />
        ))}
      </div>
      <p class="hint">{invited ? words.value.inviteHint : words.value.attractHint}</p>
      <BigButton label={words.value.press} />
    </section>
  );
}
