import { signal } from '@preact/signals';

const PIN_KEY = 'mishmash-pin';

export const pin = signal(sessionStorage.getItem(PIN_KEY) ?? '');
export const refused = signal<{ message: string; remedy: string } | null>(null);

export function rememberPin(given: string): void {
  pin.value = given;
  sessionStorage.setItem(PIN_KEY, given);
}

/** Gives the engine an order of the desk; what it refuses is shown until the next order. */
export async function order(path: string, body: Record<string, unknown> = {}): Promise<void> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (pin.value) headers['x-mishmash-pin'] = pin.value;
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
