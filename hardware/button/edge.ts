import type { Config } from '../../engine/show/config-schema.ts';
import type { Edge } from '../../engine/show/ports.ts';
import { press, released } from '../../engine/show/press.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { chooseButton, isAllowed } from './choose.ts';
import { isKnown, type KnownButton } from './known.ts';
import { type Learner, startLearner } from './learner.ts';
import type { HidBus, HidHandle } from './port.ts';

const LOOK_MS = 1000;
const TICK_MS = 10;
const ASK_MS = 50;
const DEVICE = 'button';

/**
 * Keeps a USB button linked: found by vendor, product and serial number, under whatever path, again after every
 * unplug. The bus has no hot-plug event, so it is looked at once a second. While a button is being learnt none is
 * linked, so that nobody begins a visit by showing it.
 */
export function startButton(
  stage: Stage,
  config: Config['button'],
  bus: HidBus,
): Edge & { linked(): boolean } {
  let handle: HidHandle | null = null;
  let button: KnownButton | null = null;
  let serial = '';
  let down = false;
  let state = released;
  let told: 'linked' | 'lost' | null = null;
  let looking: Promise<void> | null = null;
  let learning = false;
  let learner: Learner | null = null;
  let stopped = false;

  function step(): void {
    const next = press(state, down, stage.now(), config);
    state = next.state;
    if (next.outcome?.type === 'pressed') stage.tell({ type: 'button/pressed', button: DEVICE });
    if (next.outcome?.type === 'held')
      stage.tell({ type: 'button/held', button: DEVICE, heldMs: Math.round(next.outcome.heldMs) });
  }

  function hear(report: Uint8Array): void {
    down = button?.isDown(report) ?? down;
    step();
  }

  function ask(): void {
    const asked = handle;
    if (asked && button?.ask)
      asked.write(button.ask).catch((error) => asked === handle && gone(messageOf(error)));
  }

  /** A button pulled out while it was down has not been pressed. */
  function letGo(): Promise<void> {
    const was = handle;
    handle = null;
    down = false;
    state = released;
    return was?.close() ?? Promise.resolve();
  }

  function gone(cause: string): void {
    void letGo();
    tell('lost', cause);
  }

  function tell(what: 'linked' | 'lost', cause: string): void {
    if (told === what || stopped) return;
    told = what;
    if (what === 'linked') stage.tell({ type: 'device/linked', device: DEVICE });
    else stage.tell({ type: 'device/lost', device: DEVICE, cause: cause.slice(0, 180) });
  }

  function look(): void {
    if (handle || looking || learning || stopped) return;
    looking = link().finally(() => {
      looking = null;
    });
  }

  async function link(): Promise<void> {
    try {
      const found = chooseButton(await bus.list(), config, stage.state().button.learnt, serial);
      if (!found) return tell('lost', 'no such button is plugged in');
      button = found.button;
      handle = await bus.open(found.device.path, hear, gone);
      serial = found.device.serial;
      tell('linked', '');
    } catch (error) {
      tell('lost', messageOf(error));
    }
  }

  async function learn(): Promise<void> {
    if (learning) return;
    learning = true;
    await looking;
    await letGo();
    if (stopped) return;
    learner = startLearner({
      bus,
      allowed: (device) => isAllowed(config, device) && !isKnown(device),
      now: stage.now,
      done: (learnt, cause) => {
        learner = null;
        learning = false;
        if (learnt) stage.tell({ type: 'button/learnt', ...learnt });
        else stage.tell({ type: 'button/learning', on: 0, cause });
        look();
      },
    });
  }

  /** The button that was learnt is read no more; one of the table may be there. */
  async function chooseAnew(): Promise<void> {
    await looking;
    await letGo();
    look();
  }

  look();
  const unhear = stage.onEvent(({ event }) => {
    if (event.type === 'button/learning' && event.on !== 0) void learn();
    if (event.type === 'button/forgotten') void chooseAnew();
  });
  const looker = setInterval(look, LOOK_MS);
  const ticker = setInterval(() => handle && step(), TICK_MS);
  const asker = setInterval(ask, ASK_MS);
  return {
    name: DEVICE,
    linked: () => handle !== null,
    health: () => ({
      ok: handle !== null || learning,
      detail: detail(),
      figures: { listening: learner?.listening() ?? 0 },
    }),
    async stop() {
      stopped = true;
      unhear();
      for (const timer of [looker, ticker, asker]) clearInterval(timer);
      await looking;
      await learner?.stop();
      await letGo();
    },
  };

  function detail(): string {
    if (learning) return 'A button is being learnt: press it twice.';
    return handle ? `${button?.name} is linked.` : 'No button is plugged in.';
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
