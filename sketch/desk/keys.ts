import { state } from '../parts/show-signals.ts';
import type { KEYS } from './midi-map.ts';
import { order } from './orders.ts';

/** The desk's keys, whatever presses them: a finger, the keyboard, a controller. */
export function press(key: (typeof KEYS)[number] | 'undo' | 'redo' | 'lock' | 'sleep', via = ''): void {
  const now = state.peek();
  if (!now) return;
  switch (key) {
    case 'go':
    case 'panic':
    case 'undo':
    case 'redo':
      return void order(`/api/${key}`, {}, via);
    case 'blackout':
      return void order('/api/blackout', { on: !now.blackout }, via);
    case 'freeze':
      return void order('/api/freeze', { on: !now.freeze }, via);
    case 'sleep':
      return void order('/api/sleep', { on: !now.sleep.asleep }, via);
    case 'lock':
      return void order('/api/lock', { on: !now.desk.locked }, via);
  }
}

const BY_CODE: Readonly<Record<string, Parameters<typeof press>[0]>> = {
  Escape: 'panic',
  Space: 'go',
  KeyB: 'blackout',
  KeyF: 'freeze',
  KeyL: 'lock',
  KeyZ: 'undo',
  KeyY: 'redo',
};

/** Listens to the keyboard. A field that is being typed in keeps its keys; panic works everywhere. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    const key = BY_CODE[event.code];
    if (!key || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const isTyping = target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    const isButton = target instanceof HTMLButtonElement && event.code === 'Space';
    if (key !== 'panic' && (isTyping || isButton)) return;
    event.preventDefault();
    press(key, 'keyboard');
  });
}
