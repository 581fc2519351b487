import type { Signal } from '@preact/signals';
import { words } from '../words/words.ts';

const MAX_UNITS = 80;

/** Where a visitor writes a name, an alias or nothing. */
export function NameField({ name }: { name: Signal<string> }) {
  return (
    <input
      class="name"
      value={name.value}
      maxLength={MAX_UNITS}
      aria-label={words.value.nameHint}
      placeholder={words.value.nameHint}
      onInput={(event) => {
        name.value = event.currentTarget.value;
      }}
    />
  );
}
