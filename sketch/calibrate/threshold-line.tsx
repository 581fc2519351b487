import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { THRESHOLD_RANGES } from '../../engine/show/sensing/thresholds.ts';

const KEYS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
};
const SHIFTED = 10;

interface Props {
  sensor: string;
  name: 'nearCm' | 'farCm';
  value: number;
  ceilingCm: number;
  set: (to: number) => void;
}

/** A threshold over the plot: dragged by its grip, stepped by the arrow keys (with shift by ten). */
export function ThresholdLine({ sensor, name, value, ceilingCm, set }: Props) {
  const word = name === 'nearCm' ? 'near' : 'far';
  const { min, max } = THRESHOLD_RANGES[name];
  const put = (to: number) => set(Math.round(Math.min(max, Math.max(min, to))));

  function onPointer(event: TargetedPointerEvent<HTMLElement>): void {
    const grip = event.currentTarget;
    if (event.type === 'pointerdown') grip.setPointerCapture(event.pointerId);
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const { top, height } = grip.parentElement!.parentElement!.getBoundingClientRect();
    put((1 - (event.clientY - top) / height) * ceilingCm);
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    put(value + by * (event.shiftKey ? SHIFTED : 1));
  }

  return (
    <div class={`threshold ${word}`} style={{ top: `${(1 - value / ceilingCm) * 100}%` }}>
      <span
        class="grip"
        role="slider"
        tabIndex={0}
        aria-label={`${word} of ${sensor}`}
        aria-orientation="vertical"
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={`${value} cm`}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onKeyDown={onKeyDown}
      >
        {word} {value}
      </span>
    </div>
  );
}
