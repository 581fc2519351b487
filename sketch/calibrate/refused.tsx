import { signal } from '@preact/signals';
import { pin, refused, rememberPin } from '../desk/orders.ts';

/** The section that ordered last: it shows what the engine refused. */
export const orderedIn = signal('');

/** What was refused to this section, and the place for the PIN; nothing where nothing was. */
export function Refused({ section }: { section: string }) {
  if (!refused.value || orderedIn.value !== section) return null;
  return (
    <div class="trouble" role="alert">
      <p>
        {refused.value.message} {refused.value.remedy}
      </p>
      <label class="row">
        PIN
        <input
          type="password"
          value={pin.value}
          size={8}
          onInput={(event) => rememberPin(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}
