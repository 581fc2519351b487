const FADE_S = 0.75;

/** The wall's light, 0..1: it follows what is wanted smoothly, and alike however many frames are drawn. */
export function fader(): (wanted: number, nowMs: number) => number {
  let light = 0;
  let lastMs = Number.NaN;
  return (wanted, nowMs) => {
    const passedS = Math.max(0, nowMs - lastMs) / 1000 || 0;
    lastMs = nowMs;
    light += (wanted - light) * (1 - Math.exp(-passedS / FADE_S));
    return light;
  };
}
