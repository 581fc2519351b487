import { signal } from '@preact/signals';

const PIN_KEY = 'mishmash-pin';
const NAME_KEY = 'mishmash-desk';
/** A hand on a slider gives orders no faster than this. */
const ORDER_GAP_MS = 30;

export const pin = signal(sessionStorage.getItem(PIN_KEY) ?? '');
/** What this desk is called on all the others. */
export const deskName = signal(localStorage.getItem(NAME_KEY) ?? '');
export const refused = signal<{ message: string; remedy: string } | null>(null);

export function rememberPin(given: string): void {
  pin.value = given;
  sessionStorage.setItem(PIN_KEY, given);
}

export function rememberName(given: string): void {
  deskName.value = given;
  localStorage.setItem(NAME_KEY, given);
}

/** The header that says the PIN, where one was given. */
export function withPin(): Record<string, string> {
  return pin.value ? { 'x-mishmash-pin': pin.value } : {};
}

/** A portrait that waits; only the desk may see it. Null where it may not or is gone. */
export async function pictureOf(creature: number): Promise<Blob | null> {
  const address = `/creatures/${creature}.webp?size=256&waiting=1`;
  const response = await fetch(address, { headers: withPin() }).catch(() => null);
  return response?.ok ? response.blob() : null;
}

/** What can be undone and done again; null where the engine does not say. */
export async function stepsOf(): Promise<{ undo: StepView[]; redo: StepView[] } | null> {
  const response = await fetch('/api/steps', { headers: withPin() }).catch(() => null);
  return response?.ok ? response.json() : null;
}

export interface StepView {
  what: string;
  by: string;
  at: number;
}

/** Gives the engine an order of the desk; what it refuses is shown until the next order. `via` names a controller. */
export async function order(
  path: string,
  body: Record<string, unknown> = {},
  via = '',
  method: 'POST' | 'DELETE' = 'POST',
): Promise<void> {
  const name = encodeURIComponent(`${deskName.value}${via ? ` (${via})` : ''}`);
  const headers = { 'content-type': 'application/json', 'x-mishmash-desk': name, ...withPin() };
  try {
    const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
    const answer = await response.json();
    refused.value = response.ok ? null : answer;
  } catch {
    refused.value = {
      message: 'The engine does not answer.',
      remedy: 'It is tried again with the next order.',
    };
  }
}

const waiting = new Map<string, { path: string; body: Record<string, unknown>; via: string }>();
const resting = new Set<string>();

/** The same for what is turned by hand: of orders that come too fast under one `key` the last one counts. */
export function turnBy(key: string, path: string, body: Record<string, unknown>, via = ''): void {
  waiting.set(key, { path, body, via });
  if (!resting.has(key)) send(key);
}

function send(key: string): void {
  const last = waiting.get(key);
  if (!last) return;
  waiting.delete(key);
  resting.add(key);
  void order(last.path, last.body, last.via);
  setTimeout(() => {
    resting.delete(key);
    send(key);
  }, ORDER_GAP_MS);
}
