import type { Signal } from '@preact/signals';
import { words } from '../words/words.ts';

const ROWS = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'];
const MAX_NAME = 40;

/** An on-screen keyboard with keys for fingers; whoever has a real one may type into the field. */
export function Keyboard({ name }: { name: Signal<string> }) {
  const type = (text: string) => {
    if ([...name.value].length < MAX_NAME) name.value += text;
  };
  return (
    <div class="keyboard">
      {ROWS.map((row) => (
        <div class="keys" key={row}>
          {[...row].map((key) => (
            <button type="button" key={key} onClick={() => type(cased(key, name.value))}>
              {key}
            </button>
          ))}
        </div>
      ))}
      <div class="keys">
        <button type="button" onClick={() => type('-')}>
          -
        </button>
        <button type="button" class="wide" onClick={() => type(' ')}>
          {words.value.space}
        </button>
        <button
          type="button"
          class="wide"
          onClick={() => {
            name.value = [...name.value].slice(0, -1).join('');
          }}
        >
          {words.value.erase}
        </button>
      </div>
    </div>
  );
}

/** A capital begins a word; the rest is small. */
function cased(key: string, before: string): string {
  return before === '' || /[\s-]$/.test(before) ? key : key.toLowerCase();
}
