/** From what a sensor measures to a distance in cm; null = nothing within its reach. */

/** Reach of the common infrared sensor (GP2Y0A21YK). */
const INFRARED_CM = { min: 10, max: 80 };
/** Its output falls with distance by this power law, a fit to its data sheet good to about 1 cm in reach. */
const INFRARED = { cmAtOneVolt: 27.2, exponent: -1.15 };
/** Sound there and back, at 20 degrees. */
const US_PER_CM = 58.2;
/** Reach of the ultrasonic sensor (HC-SR04). */
const ULTRASONIC_CM = { min: 2, max: 400 };

/** `share` of the board's analog range (0..1), which is `volts` wide. */
export function infraredCm(share: number, volts = 5): number | null {
  return within(INFRARED.cmAtOneVolt * (share * volts) ** INFRARED.exponent, INFRARED_CM);
}

/** Length of the echo in microseconds; 0 is no echo, not somebody at no distance. */
export function echoCm(us: number): number | null {
  return within(us / US_PER_CM, ULTRASONIC_CM);
}

function within(cm: number, reach: { min: number; max: number }): number | null {
  return cm >= reach.min && cm <= reach.max ? cm : null;
}
