import { signal } from '@preact/signals';

const PIN_KEY = 'mishmash-pin';

export const pin = signal(sessionStorage.getItem(PIN_KEY) ?? '');
export const refused = signal<{ message: string; remedy: string } | null>(null);

export function rememberPin(given: string): void {
  pin.value = given;
  sessionStorage.setItem(PIN_KEY, given);
}

function withPin(): Record<string, string> {
  return pin.value ? { 'x-mishmash-pin': pin.value } : {};
}

/** A portrait that waits; only the desk may see it. Null where it may not or is gone. */
export async function pictureOf(creature: number): Promise<Blob | null> {
  const address = `/creatures/${creature}.webp?size=256&waiting=1`;
  const response = await fetch(address, { headers: withPin() }).catch(() => null);
  return response?.ok ? response.blob() : null;
}

/** Gives the engine an order of the desk; what it refuses is shown until the next order. */
export async function order(path: string, body: Record<string, unknown> = {}): Promise<void> {
  const headers = { 'content-type': 'application/json', ...withPin() };
  try {
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await response.json();
    refused.value = response.ok ? null : answer;
  } catch {
    refused.value = {
      message: 'The engine does not answer.',
      remedy: 'It is tried again with the next order.',
    };
  }
}
