const HIGH_HZ = 660;
const LOW_HZ = 440;
const LENGTH_S = 0.12;
const LOUDNESS = 0.08;

let context: AudioContext | null = null;

/** Opens the sound ahead of the first tick, which would be late otherwise, and a few frames with it. */
export function warmUp(): void {
  try {
    context ??= new AudioContext();
  } catch {
    // The countdown is seen all the same.
  }
}

/** One soft tick of the countdown; the last is higher. Silent where the browser allows no sound. */
export function tick(last: boolean): void {
  try {
    context ??= new AudioContext();
    const now = context.currentTime;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = last ? HIGH_HZ : LOW_HZ;
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(LOUDNESS, now + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + LENGTH_S);
    tone.connect(gain).connect(context.destination);
    tone.start(now);
    tone.stop(now + LENGTH_S);
  } catch {
    // A booth without sound still counts in large figures.
  }
}
