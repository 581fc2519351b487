import { now, state } from '../parts/show-signals.ts';
import { presses } from './button-test.tsx';
import { sensors, unsaved } from './calibration-orders.ts';
import type { Facts } from './checks.ts';
import { answers } from './lamp-test.tsx';
import { stages } from './latency-test.tsx';
import { framed } from './looking.ts';
import { readingsOf } from './readings.ts';

type Edges = Record<string, { ok: boolean; detail: string; figures: Record<string, number | string> }>;

/** Gathers what the self-test judges; null while there is no show. */
export async function gather(): Promise<Facts | null> {
  const [camera, edges] = await Promise.all([cameras(), health()]);
  const show = state.value;
  if (!show) return null;
  const heard = sensors.value.flatMap((sensor) => {
    const last = readingsOf(sensor).at(-1);
    return last ? [[sensor, last.at] as const] : [];
  });
  const failed = edges?.osc?.figures.failed;
  const down = edges
    ? Object.entries(edges).flatMap(([name, { ok, detail }]) => (ok ? [] : [`${name}: ${detail}`]))
    : ['The engine does not answer.'];
  return {
    state: show,
    heardAt: Object.fromEntries(heard),
    now: now(),
    unsaved: unsaved.value.length,
    presses: presses.value.length,
    camera,
    framed: framed.value,
    lamp: answers.value,
    latency: stages.value,
    oscFailed: typeof failed === 'number' ? failed : null,
    down,
  };
}

async function cameras(): Promise<Facts['camera']> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  const status = await navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => null);
  const count = devices?.filter(({ kind }) => kind === 'videoinput').length ?? 0;
  return { permission: status?.state ?? 'unknown', count };
}

async function health(): Promise<Edges | null> {
  const response = await fetch('/health', { cache: 'no-store' }).catch(() => null);
  return response ? ((await response.json()).edges as Edges) : null;
}
