import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../../../engine/show/state.ts';
import { words } from '../../words/words.ts';
import { closeCamera, openCamera, takeStill } from '../camera.ts';
import { tick } from '../chime.ts';
import { keepStill } from '../stay.ts';

const COUNT_FROM = 3;
const COUNT_MS = 1000;

/** The camera as a specimen under glass, counting down to the still. */
export function Framing({ state }: { state: State }) {
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
