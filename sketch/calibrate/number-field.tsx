import { useSignal } from '@preact/signals';

interface Props {
  /** What is read out. */
  label: string;
  /** What is written before it. */
  text?: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  unit?: string;
  set: (to: number) => void;
}

/** A number that is set once it is typed to its end; while it is typed the show does not write over it. */
export function NumberField({ label, text = '', value, min, max, step = 1, unit = '', set }: Props) {
  const typed = useSignal<string | null>(null);
  return (
    <label class="number">
      {text && <span>{text}</span>}
      <input
        type="number"
        aria-label={label}
        min={min}
        max={max}
        step={step}
        value={typed.value ?? Math.round(value * 100) / 100}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onChange={(event) => {
          const to = event.currentTarget.valueAsNumber;
          if (Number.isFinite(to)) set(Math.min(max, Math.max(min, to)));
        }}
        onBlur={() => {
          typed.value = null;
        }}
      />
      {unit && <small>{unit}</small>}
    </label>
  );
}
