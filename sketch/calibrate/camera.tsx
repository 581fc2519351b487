import { useEffect, useRef } from 'preact/hooks';
import { GATE, type Guidance, NEAR, TOO_NEAR } from '../booth/guidance.ts';
import { EXPOSURE_WORDS } from './exposure.ts';
import { Finder } from './finder.tsx';
import { glance, look, looking, stopLooking, trouble } from './looking.ts';

const ADVICE: Record<Guidance, string> = {
  nobody: 'nobody is seen',
  dark: 'too dark to see anybody',
  one: 'two faces of one size: one at a time',
  closer: 'too small: closer, or a longer lens',
  back: 'too large: farther away',
  left: 'too far to one side: turn the camera, or mark the place on the floor',
  right: 'too far to one side: turn the camera, or mark the place on the floor',
  still: 'moving',
  good: '✓ as the booth wants it',
};

/** The booth's camera as the booth sees it: framing, light, and how large a face is. */
export function CameraSection() {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    // Nobody is looked at by a page that nobody looks at.
    const hide = () => document.hidden && stopLooking();
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      stopLooking();
    };
  }, []);
  const now = glance.value;
  return (
    <section id="camera" aria-label="camera">
      <h2>camera</h2>
      <p class="says">
        Looks for a face and its light in what the camera shows, from the button on until it is closed.
        Nothing is stored or sent. Tell whoever stands before it first.
      </p>
      <div class="row">
        <button
          type="button"
          aria-pressed={looking.value}
          onClick={() => (looking.value ? stopLooking() : void look(video.current!))}
        >
          {looking.value ? 'close the camera' : 'look through the camera'}
        </button>
      </div>
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <div class="finder" hidden={!looking.value}>
        <video ref={video} muted playsInline aria-label="the camera's picture, mirrored" />
        <Finder face={now?.face ?? null} />
      </div>
      {looking.value && (
        <table>
          <tbody>
            <tr>
              <th scope="row">framing</th>
              <td role="status">{now ? ADVICE[now.guidance] : 'the networks are being loaded'}</td>
            </tr>
            <tr>
              <th scope="row">face</th>
              <td>{now && sizeText(now.face?.height ?? null)}</td>
            </tr>
            <tr>
              <th scope="row">light</th>
              <td role="status">{now && EXPOSURE_WORDS[now.exposure]}</td>
            </tr>
          </tbody>
        </table>
      )}
      {looking.value && (
        <p class="says">
          The light is a hint: try it with people of dark and of pale skin, at the hours of the show.
        </p>
      )}
    </section>
  );
}

function sizeText(height: number | null): string {
  const wanted = `taken from ${percent(NEAR)} to ${percent(TOO_NEAR)}, not looked at below ${percent(GATE)}`;
  return height === null ? wanted : `${percent(height)} of the picture's height; ${wanted}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
