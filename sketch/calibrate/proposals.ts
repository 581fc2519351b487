import { computed } from '@preact/signals';
import type { Proposal } from '../../engine/show/sensing/propose.ts';
import { propose } from '../../engine/show/sensing/propose.ts';
import type { RoomSetup } from '../../engine/show/sensing/room.ts';
import { sensors, setup, setValues } from './calibration-orders.ts';
import { recorded } from './recording.ts';

/** What each sensor's thresholds might be, once both recordings are there; else null. */
export const proposals = computed<Record<string, Proposal> | null>(() => {
  const { empty, occupied } = recorded.value;
  if (!empty || !occupied) return null;
  return Object.fromEntries(
    sensors.value.map((sensor) => [
      sensor,
      propose(empty.samples.get(sensor) ?? [], occupied.samples.get(sensor) ?? []),
    ]),
  );
});

/** The setup as it would be with everything that is proposed; null where nothing is. */
export const proposedSetup = computed<RoomSetup | null>(() => {
  const found = Object.entries(proposals.value ?? {}).flatMap(([sensor, proposal]) =>
    proposal.ok ? [[sensor, { ...setup.value.sensors[sensor]!, ...proposal.thresholds }] as const] : [],
  );
  if (found.length === 0) return null;
  return { ...setup.value, sensors: { ...setup.value.sensors, ...Object.fromEntries(found) } };
});

/** Sets what is proposed, live, for these sensors. */
export function apply(names: readonly string[]): void {
  for (const name of names) {
    const proposal = proposals.value?.[name];
    if (proposal?.ok) setValues('record', name, proposal.thresholds);
  }
}
