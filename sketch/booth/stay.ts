import { computed, effect, signal } from '@preact/signals';
import type { VisitResult } from '../../engine/show/ports.ts';
import { type Consent, PURPOSES } from '../../engine/show/record.ts';
import { screenName } from '../attend.ts';
import { tellFault } from '../fault-told.ts';
import { onEvent, raise, state } from '../parts/show-signals.ts';
import { sendVisit } from '../parts/visit-client.ts';

/** What the page holds of one visitor, in memory only; all of it is gone when the visit is. */

/** This page among the booths of the show; it stays the same when the page is loaded again. */
const booth = sessionStorage.getItem('booth') ?? String(crypto.getRandomValues(new Uint32Array(1))[0]);
sessionStorage.setItem('booth', booth);

const NO_CONSENT: Consent = { mix: false, wall: false, keep: false };

export const still = signal<{ photo: Blob; url: string } | null>(null);
export const name = signal('');
export const consent = signal<Consent>(NO_CONSENT);
/** How many squares of the captcha the visitor found to be in; null = not yet asked. */
export const proof = signal<number | null>(null);
/** The question that the button answers now; null = none. */
export const asked = computed(() =>
  still.value && !sending.value ? (state.value?.visit?.asked ?? null) : null,
);
/** Whether another booth has this visit. */
export const elsewhere = computed(() => {
  const taken = state.value?.visit?.booth ?? null;
  return taken !== null && taken !== booth;
});
export const result = signal<VisitResult | null>(null);
export const trouble = signal<{ message: string; remedy: string } | null>(null);
export const sending = signal(false);

let current: string | null = null;

effect(() => {
  const visit = state.value?.visit?.visit ?? null;
  if (visit === current) return;
  current = visit;
  forget();
});

function forget(): void {
  if (still.peek()) URL.revokeObjectURL(still.peek()!.url);
  still.value = null;
  name.value = '';
  consent.value = NO_CONSENT;
  proof.value = null;
  result.value = null;
  trouble.value = null;
  sending.value = false;
}

/** Takes the visit for this booth, once its camera is open: of several the first has it. */
export function claim(visit: string): void {
  if ((state.peek()?.visit?.booth ?? null) === null) raise({ type: 'visit/claimed', visit, booth });
}

/** Tells the show whether this booth's camera can see: its screen's, where the kiosk names it. */
export function tellCamera(sees: boolean): void {
  tellFault(state.peek(), raise, 'camera-failed', screenName() ?? 'booth', !sees);
}

/** Takes a still for the visit that was running when the camera was asked; too late it is dropped. */
export function keepStill(photo: Blob, visit: string): void {
  if (visit !== current) return;
  claim(visit);
  if (still.peek()) URL.revokeObjectURL(still.peek()!.url);
  still.value = { photo, url: URL.createObjectURL(photo) };
}

export function retake(): void {
  if (still.peek()) URL.revokeObjectURL(still.peek()!.url);
  still.value = null;
  trouble.value = null;
}

/** Hands the still to the machine. The answer of a visit that is over is not shown to the next visitor. */
export async function submit(): Promise<void> {
  const visit = current;
  const photo = still.peek()?.photo;
  if (!visit || !photo || sending.peek() || elsewhere.peek() || !consent.peek().mix) return;
  sending.value = true;
  trouble.value = null;
  raise({ type: 'selfie/captured', visit });
  const guesses = state.peek()?.guesses ?? [];
  const answer = await sendVisit({ photo, name: name.peek(), consent: consent.peek(), visit, guesses });
  if (visit !== current) return;
  sending.value = false;
  if ('result' in answer) result.value = answer.result;
  else trouble.value = answer;
}

/** Whether the captcha is still to be answered. The button answers it on its own screen. */
export function isDue(answered: number | null): boolean {
  const now = state.value;
  return answered === null && now?.captcha === true && now.wall.some((id) => id !== null);
}

/** The big button on the naming screen: it asks for each consent by itself, and goes on once all are answered. */
function pressOn(): void {
  if (!still.peek() || sending.peek() || !current) return;
  if (isDue(proof.peek())) return;
  if (asked.peek()) answer(true);
  else if (consent.peek().mix) void submit();
  else raise({ type: 'consent/asked', visit: current, purpose: PURPOSES[0] });
}

/** A press is a yes, a hold a no. A no to the mixing has ended the visit before it comes here. */
function answer(yes: boolean): void {
  const purpose = asked.peek();
  if (!purpose || !current || (purpose === 'mix' && !yes)) return;
  consent.value = { ...consent.peek(), [purpose]: yes };
  const next = PURPOSES[PURPOSES.indexOf(purpose) + 1];
  raise({ type: 'consent/asked', visit: current, purpose: next ?? '' });
  if (!next) void submit();
}

let wasMissed = false;
onEvent((event, now) => {
  const onlyHere = wasMissed;
  wasMissed = now.visit?.missed ?? false;
  // Whoever is asked "are you still there?" answers that, and consents to nothing by it.
  if (now.phase !== 'capture' || onlyHere || elsewhere.peek()) return;
  if (event.type === 'button/pressed') pressOn();
  if (event.type === 'button/held') answer(false);
});

/** A touch is a sign of life, whatever is touched: the sensors' time for the visitor begins anew. */
addEventListener('pointerdown', () => {
  if (!state.peek()?.visit?.missed) return;
  raise({ type: 'presence/entered', sensor: 'screen', distanceCm: 0 });
  raise({ type: 'presence/left', sensor: 'screen' });
});
