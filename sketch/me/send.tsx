import { signal } from '@preact/signals';
import type { Consent } from '../../engine/show/record.ts';
import type { State } from '../../engine/show/state.ts';
import { ConsentChoice } from '../parts/consent.tsx';
import { faceApi } from '../parts/face/face-api.ts';
import { NameField } from '../parts/name-field.tsx';
import { ReadingSteps } from '../parts/reading-steps.tsx';
import { sendVisit } from '../parts/visit-client.ts';
import { sleepsUntil } from '../words/waking.ts';
import { words } from '../words/words.ts';

const LOOK_IN_MS = 30_000;

const photo = signal<{ file: File; url: string } | null>(null);
const name = signal('');
const consent = signal<Consent>({ mix: false, wall: false, keep: false });
const busy = signal(false);
const trouble = signal<{ message: string; remedy: string } | null>(null);

async function send(): Promise<void> {
  if (!photo.value || busy.value) return;
  busy.value = true;
  trouble.value = null;
  const answer = await sendVisit({
    photo: photo.value.file,
    name: name.value,
    consent: consent.value,
    visit: null,
    guesses: (await stateNow())?.guesses ?? [],
  });
  busy.value = false;
  if ('result' in answer) location.assign(`/me/${answer.result.code}`);
  else trouble.value = answer;
}

/** The show as it is now; null where it does not answer. */
async function stateNow(): Promise<State | null> {
  const response = await fetch('/api/state').catch(() => null);
  return response?.ok ? (await response.json()).state : null;
}

/** Until when the show sleeps; null while it is awake. */
const asleepUntil = signal<string | null>(null);
async function lookIn(): Promise<void> {
  const sleep = (await stateNow())?.sleep;
  if (sleep) asleepUntil.value = sleep.asleep ? sleep.until : null;
}
void lookIn();
setInterval(lookIn, LOOK_IN_MS);

function choose(file: File | undefined): void {
  if (!file) return;
  faceApi.warmUp();
  if (photo.value) URL.revokeObjectURL(photo.value.url);
  photo.value = { file, url: URL.createObjectURL(file) };
}

/** A phone's visit: a photo, a name, consent. */
export function Send() {
  if (asleepUntil.value !== null)
    return (
      <>
        <h1>{words.value.asleep}</h1>
        <p>{sleepsUntil(asleepUntil.value, Date.now())}</p>
      </>
    );
  return (
    <>
      <h1>{words.value.meTitle}</h1>
      <p>{words.value.meHint}</p>
      {photo.value && <img class="preview" src={photo.value.url} alt={words.value.you} />}
      <label class="choice">
        {photo.value ? words.value.again : words.value.choosePhoto}
        <input
          type="file"
          accept="image/*"
          capture="user"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
      </label>
      <NameField name={name} />
      <ConsentChoice consent={consent} />
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value.message || words.value.failed} {trouble.value.remedy}
        </p>
      )}
      {busy.value && <ReadingSteps />}
      <button
        type="button"
        class="choice go"
        disabled={!photo.value || !consent.value.mix || busy.value}
        onClick={send}
      >
        {busy.value ? words.value.reading : words.value.send}
      </button>
    </>
  );
}
