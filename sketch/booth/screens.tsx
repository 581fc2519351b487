import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../../engine/show/state.ts';
import { BigButton } from '../parts/button.tsx';
import { ConsentChoice } from '../parts/consent.tsx';
import { Plate } from '../parts/plate.tsx';
import { QrCode } from '../parts/qr.tsx';
import { clock } from '../parts/show-signals.ts';
import { filled, words } from '../words/words.ts';
import { closeCamera, openCamera, takeStill } from './camera.ts';
import { tick } from './chime.ts';
import { Keyboard } from './keyboard.tsx';
import { consent, keepStill, name, result, retake, sending, still, submit, trouble } from './stay.ts';

const COUNT_FROM = 3;
const COUNT_MS = 1000;
const ANNOUNCED_MS = 20_000;

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

export function Capture({ state }: { state: State }) {
  return still.value ? <Naming state={state} /> : <Framing state={state} />;
}

function Framing({ state }: { state: State }) {
  const video = useRef<HTMLVideoElement>(null);
  const count = useSignal<number | null>(null);
  const blind = useSignal(false);
  const visit = state.visit!.visit;
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    const shoot = async () => {
      stream = await openCamera(video.current!);
      for (let n = COUNT_FROM; n > 0 && !gone; n--) {
        count.value = n;
        tick(n === 1);
        await new Promise((resolve) => setTimeout(resolve, COUNT_MS));
      }
      if (!gone) keepStill(await takeStill(video.current!), visit);
    };
    shoot()
      .catch(() => {
        blind.value = true;
      })
      .finally(() => closeCamera(stream));
    return () => {
      gone = true;
      closeCamera(stream);
    };
  }, [visit]);
  if (blind.value) return <Blind visit={visit} />;
  return (
    <section class="screen">
      <h1>{words.value.frame}</h1>
      <div class="glass">
        <video ref={video} muted playsInline />
        <span class="lens-cue" aria-hidden="true" />
        {count.value !== null && (
          <strong class="count" aria-live="assertive">
            {count.value}
          </strong>
        )}
        <span class="scale-bar" aria-hidden="true">
          100 mm
        </span>
      </div>
      <p class="hint">{words.value.frameHint}</p>
    </section>
  );
}

function Blind({ visit }: { visit: string }) {
  return (
    <section class="screen">
      <h1 class="plain">{words.value.noCamera}</h1>
      <label class="choice">
        {words.value.choosePhoto}
        <input
          type="file"
          accept="image/*"
          onChange={(event) => {
            const photo = event.currentTarget.files?.[0];
            if (photo) keepStill(photo, visit);
          }}
        />
      </label>
    </section>
  );
}

function Naming({ state }: { state: State }) {
  return (
    <section class="screen naming">
      <h1>{words.value.name}</h1>
      <div class="two">
        <div class="glass small">
          <img src={still.value!.url} alt={words.value.you} />
        </div>
        <div>
          <input
            class="name"
            value={name.value}
            maxLength={80}
            aria-label={words.value.nameHint}
            placeholder={words.value.nameHint}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <Keyboard name={name} />
          <ConsentChoice consent={consent} />
        </div>
      </div>
      {trouble.value && (
        <p class="plain trouble" role="alert">
          {trouble.value.message || words.value.failed} {trouble.value.remedy}
        </p>
      )}
      {!consent.value.mix && <p class="hint">{words.value.consentNeeded}</p>}
      <div class="choices">
        <button type="button" class="choice" onClick={retake}>
          {words.value.again}
        </button>
        <button
          type="button"
          class="choice go"
          disabled={!consent.value.mix || sending.value}
          onClick={submit}
        >
          {name.value ? words.value.nameDone : words.value.nameSkip}
        </button>
      </div>
      <TimeLeft state={state} />
    </section>
  );
}

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
        <p class="hint">{words.value.readingHint}</p>
      </section>
    );
  const { creature, profile, code } = found;
  const address = `${location.origin}/me/${code}`;
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
              {profile.consent.wall && <p class="look-up">{words.value.lookUp}</p>}
            </div>
          </div>
        </div>
      </div>
      <p class="hint">{words.value.end}</p>
      <TimeLeft state={state} />
    </section>
  );
}

/** A time that runs out is announced from twenty seconds before. */
function TimeLeft({ state }: { state: State }) {
  const leftMs = state.deadline === null ? Infinity : state.deadline - clock.value;
  if (leftMs > ANNOUNCED_MS) return null;
  return (
    <p class="time-left" role="timer">
      {filled(words.value.secondsLeft, Math.max(0, Math.ceil(leftMs / 1000)))}
    </p>
  );
}
