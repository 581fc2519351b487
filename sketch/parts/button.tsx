import { words } from '../words/words.ts';
import { raise } from './show-signals.ts';

const HOLD_MS = 1500;

/** The big button, drawn as it stands in the room. Space bar and touch do what the physical one does. */
export function BigButton({ label, hold }: { label: string; hold?: string }) {
  return (
    <button
      type="button"
      class="big-button"
      onPointerDown={down}
      onPointerUp={up}
      onPointerLeave={forget}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.detail === 0) raise({ type: 'button/pressed', button: 'screen' });
      }}
    >
      <span class="dome" aria-hidden="true" />
      <span class="big-button-label">{label}</span>
      <span class="big-button-hold">{hold ?? words.value.hold}</span>
    </button>
  );
}

let downSince: number | null = null;

function down(): void {
  downSince ??= performance.now();
}

function up(): void {
  if (downSince === null) return;
  const heldMs = Math.round(performance.now() - downSince);
  downSince = null;
  if (heldMs >= HOLD_MS) raise({ type: 'button/held', button: 'screen', heldMs });
  else raise({ type: 'button/pressed', button: 'screen' });
}

function forget(): void {
  downSince = null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'BUTTON'].includes(target.tagName))
  );
}

/** Makes the space bar the button; a key that is held down is one press. */
export function listenToSpaceBar(): void {
  // A button that was touched would keep the focus, and the space bar with it.
  addEventListener('click', (event) => {
    if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement)
      document.activeElement.blur();
  });
  addEventListener('keydown', (event) => {
    if (event.code !== 'Space' || event.repeat || isTyping(event.target)) return;
    event.preventDefault();
    down();
  });
  addEventListener('keyup', (event) => {
    if (event.code === 'Space' && !isTyping(event.target)) up();
  });
}
