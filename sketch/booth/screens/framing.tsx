import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../../../engine/show/state.ts';
import { onEvent, now as showNow, tell } from '../../parts/show-signals.ts';
import { words } from '../../words/words.ts';
import { closeCamera, openCamera } from '../camera.ts';
import { warmUp } from '../chime.ts';
import type { Guidance } from '../guidance.ts';
import { session } from '../session.ts';
import { claim, keepStill, tellCamera } from '../stay.ts';
import { watchCamera } from '../watch.ts';
import { TimeLeft } from './time-left.tsx';

/** The camera as a specimen under glass: it guides whoever is seen, counts down and takes the still by itself. */
export function Framing({ state }: { state: State }) {
  const video = useRef<HTMLVideoElement>(null);
  const count = useSignal<number | null>(null);
  const told = useSignal<Guidance | null>(null);
  const blind = useSignal(false);
  const visit = state.visit!.visit;
  useEffect(() => {
    let stream: MediaStream | null = null;
    warmUp();
    const framing = session({
      onGuidance: (now) => {
        told.value = now;
      },
      onCount: (n) => {
        count.value = n;
      },
    });
    const unhear = onEvent((event) => {
      if (event.type === 'button/pressed') framing.hurry();
    });
    let unwatch = () => {};
    const fail = () => {
      framing.stop();
      blind.value = true;
      tellCamera(false);
      tell({ what: 'blind', creature: 0, at: showNow() });
    };
    openCamera(video.current!)
      .then(async (opened) => {
        stream = opened;
        claim(visit);
        unwatch = watchCamera(video.current!, opened, fail);
        tell({ what: 'camera', creature: 0, at: showNow() });
        const still = await framing.run(video.current!);
        if (!still) return;
        tellCamera(true);
        keepStill(still, visit);
      })
      .catch(fail)
      .finally(() => {
        unwatch();
        closeCamera(stream);
      });
    return () => {
      unwatch();
      framing.stop();
      unhear();
      closeCamera(stream);
    };
  }, [visit]);
  if (blind.value) return <Blind state={state} />;
  const advice = told.value && told.value !== 'good' ? words.value.guide[told.value] : words.value.frameHint;
  return (
    <section class="screen">
      <h1>{words.value.frame}</h1>
      <div class="lens">
        <div class="glass">
          <video ref={video} muted playsInline />
        </div>
        {/* What moves or changes lies over the glass: in it, every frame would cut out the round picture anew. */}
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
      <p class="hint guide" role="status" data-guidance={told.value ?? ''}>
        {told.value === 'left' && '← '}
        {advice}
        {told.value === 'right' && ' →'}
      </p>
      <TimeLeft state={state} />
    </section>
  );
}

function Blind({ state }: { state: State }) {
  const visit = state.visit!.visit;
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
      <TimeLeft state={state} />
    </section>
  );
}
