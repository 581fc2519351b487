import type { State } from '../../engine/show/state.ts';

const BLACKOUT_MS = 1500;

type Send = (path: string, body?: unknown) => Promise<unknown>;

/** One order of an artist at the desk with the PIN, chosen by `dice` (0..1). */
export async function giveOrder(url: string, pin: string, dice: number): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'x-mishmash-pin': pin, 'x-mishmash-desk': 'Soak' };
  const send: Send = (path, body = {}) =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      .then((answer) => answer.arrayBuffer())
      .catch(() => null);
  const state = await fetch(`${url}/api/state`)
    .then(async (answer) => ((await answer.json()) as { state: State }).state)
    .catch(() => null);
  if (!state) return;
  const hanging = state.wall.filter((id) => id !== null);
  const creature = hanging[Math.floor(dice * hanging.length)];
  const orders: (() => Promise<unknown>)[] = [
    () => send('/api/params', { values: { psi: 0.5 + dice / 2, mutation: dice / 2, brightness: 1 } }),
    () => send('/api/params', { param: 'transition', value: dice < 0.5 ? 'morph' : 'mitosis' }),
    () => send('/api/scenes/soak/save'),
    () => send('/api/scenes/soak/recall', { morphMs: Math.round(dice * 5000) }),
    () => send('/api/undo'),
    () => send('/api/redo'),
    () => send(`/api/creatures/${creature}/pin`, { on: dice < 0.5 }),
    () => send(`/api/creatures/${creature}/favour`, { on: dice < 0.5 }),
    () => send(`/api/directions/${encodeURIComponent(state.directions[0] ?? '-')}/steer`, { value: dice }),
    () => blink(send),
    () => send('/api/panic'),
    () => fetch(`${url}/api/creatures/${creature}/lineage?depth=6`).then((answer) => answer.arrayBuffer()),
    () => fetch(`${url}/oscquery`).then((answer) => answer.arrayBuffer()),
  ];
  await orders[Math.floor(((dice * 1000) % 1) * orders.length)]!().catch(() => null);
}

async function blink(send: Send): Promise<void> {
  await send('/api/blackout', { on: true });
  await new Promise((resolve) => setTimeout(resolve, BLACKOUT_MS));
  await send('/api/blackout', { on: false });
}
