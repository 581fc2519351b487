import type { Stage } from '../../engine/show/stage.ts';
import { lampOf, refuses } from './lamp-of.ts';
import type { Lamp } from './port.ts';

/** Shows on a lamp what the show asks of it, also when a test runs out; `show` is called when that changes. */
export function keepLamp(stage: Stage, show: (how: Lamp) => void): { now(): Lamp; stop(): void } {
  const wanted = () => lampOf(stage.state(), stage.now());
  let shown = wanted();
  let over: NodeJS.Timeout | undefined;

  function follow(): void {
    const before = shown;
    shown = wanted();
    if (shown !== before) show(shown);
  }

  const unhear = stage.onEvent(({ event }, state) => {
    const { lamp } = state;
    follow();
    if (refuses(event, state)) show('refuse');
    if (event.type !== 'lamp/tried' || !lamp) return;
    clearTimeout(over);
    over = setTimeout(follow, Math.max(0, lamp.until - stage.now()) + 1);
  });
  return {
    now: wanted,
    stop() {
      unhear();
      clearTimeout(over);
    },
  };
}
