import type { LearntButton } from '../../engine/show/button.ts';
import type { Config } from '../../engine/show/config-schema.ts';
import { buttonFor, isKnown, type KnownButton } from './known.ts';
import type { HidDevice } from './port.ts';

type Wanted = Pick<Config['button'], 'vendorId' | 'productId'>;

/** Whether the configuration lets this device be the button; one that names none lets every device. */
export function isAllowed(config: Wanted, { vendorId, productId }: HidDevice): boolean {
  if (config.vendorId === undefined) return true;
  return vendorId === config.vendorId && (config.productId ?? productId) === productId;
}

/**
 * The button among the devices that are plugged in, and how it is read: the learnt one, or else one of the table;
 * where the configuration names one, only that. Of several, the one with the serial number `before`.
 */
export function chooseButton(
  devices: readonly HidDevice[],
  config: Wanted,
  learnt: LearntButton | null,
  before: string,
): { device: HidDevice; button: KnownButton } | null {
  const isLearnt = ({ vendorId, productId, interfaceId }: HidDevice) =>
    vendorId === learnt?.vendorId && productId === learnt.productId && interfaceId === learnt.interfaceId;
  const named = config.vendorId !== undefined;
  const allowed = devices.filter(
    (device) => isAllowed(config, device) && (named || isLearnt(device) || isKnown(device)),
  );
  const first = allowed.some(isLearnt) ? allowed.filter(isLearnt) : allowed;
  const device = first.find(({ serial }) => serial !== '' && serial === before) ?? first[0];
  if (!device) return null;
  const known = buttonFor(device.vendorId, device.productId);
  return { device, button: learnt && isLearnt(device) ? asLearnt(learnt) : known };
}

function asLearnt({ vendorId, productId, byte, mask, value }: LearntButton): KnownButton {
  return {
    name: 'The learnt button',
    vendorId,
    productId,
    isDown: (report) => (report.length > byte ? (report[byte]! & mask) === value : null),
  };
}
