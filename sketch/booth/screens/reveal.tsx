import type { State } from '../../../engine/show/state.ts';
import { Plate } from '../../parts/plate.tsx';
import { QrCode } from '../../parts/qr.tsx';
import { ReadingSteps } from '../../parts/reading-steps.tsx';
import { words } from '../../words/words.ts';
import { result, still } from '../stay.ts';
import { TimeLeft } from './time-left.tsx';

/** The machine reads, then shows what it thinks it saw. */
export function Reveal({ state }: { state: State }) {
  const found = result.value;
  if (!found)
    return (
      <section class="screen">
        <h1>{words.value.reading}</h1>
        <div class="glass scanned">
          {still.value && <img src={still.value.url} alt="" />}
          <span class="scan-line" aria-hidden="true" />
        </div>
        <ReadingSteps />
        <p class="hint">{words.value.readingHint}</p>
      </section>
    );
  const { creature, profile, code } = found;
  const isWaiting = state.waiting.includes(creature.id);
  const address = `${state.phones ?? location.origin}/me/${code}`;
  const picture = `/creatures/${creature.id}.webp?size=512&code=${code}`;
  return (
    <section class="screen reveal">
      <h1>{words.value.result}</h1>
      <div class="specimen">
        <div class="triptych">
          <figure>
            {still.value && <img src={still.value.url} alt="" />}
            <figcaption>{words.value.you}</figcaption>
          </figure>
          <figure class="hybrid">
            <img src={picture} alt={words.value.hybrid} />
            <figcaption>
              {profile.name} · {creature.id}
              <br />
              {words.value.madeByMachine}
            </figcaption>
          </figure>
          <figure>
            <img src={`/creatures/${profile.mishmashedWith}.webp?size=256`} alt="" />
            <figcaption>
              {words.value.creature} {profile.mishmashedWith}
            </figcaption>
          </figure>
        </div>
        <div>
          <Plate attributes={profile.attributes} />
          <div class="take-home">
            <QrCode text={address} label={address} />
            <div>
              <p>
                {words.value.code}: <b>{code}</b>
              </p>
              <p>{words.value.codeHint}</p>
              {profile.consent.wall && (
                <p class="look-up">{isWaiting ? words.value.waiting : words.value.lookUp}</p>
              )}
            </div>
          </div>
        </div>
      </div>
      <p class="hint">{words.value.end}</p>
      <TimeLeft state={state} />
    </section>
  );
}
