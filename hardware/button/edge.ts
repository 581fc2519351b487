import type { Config } from '../../engine/show/config-schema.ts';
import type { Edge } from '../../engine/show/ports.ts';
import { press, released } from '../../engine/show/press.ts';
import type { Stage } from '../../engine/show/stage.ts';
import { buttonFor, type KnownButton, knownButtons } from './known.ts';
import type { HidBus, HidDevice, HidHandle } from './port.ts';

const LOOK_MS = 1000;
const TICK_MS = 10;
const DEVICE = 'button';

/**
 * Keeps a USB button linked: found by vendor and product, under whatever path, again after every unplug. The bus has
 * no hot-plug event, so it is looked at once a second.
 */
export function startButton(
  stage: Stage,
  config: Config['button'],
  bus: HidBus,
): Edge & { linked(): boolean } {
  let handle: HidHandle | null = null;
  let button: KnownButton | null = null;
  let down = false;
  let state = released;
  let told: 'linked' | 'lost' | null = null;
  let looking = false;
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

  /** A button pulled out while it was down has not been pressed. */
  function gone(cause: string): void {
    void handle?.close();
    handle = null;
    down = false;
    state = released;
    tell('lost', cause);
  }

  function tell(what: 'linked' | 'lost', cause: string): void {
    if (told === what || stopped) return;
    told = what;
    if (what === 'linked') stage.tell({ type: 'device/linked', device: DEVICE });
    else stage.tell({ type: 'device/lost', device: DEVICE, cause: cause.slice(0, 180) });
  }

  async function look(): Promise<void> {
    if (handle || looking || stopped) return;
    looking = true;
    try {
      const found = (await bus.list()).find(wanted);
      if (!found) return tell('lost', 'no such button is plugged in');
      button = buttonFor(found.vendorId, found.productId);
      handle = await bus.open(found.path, hear, gone);
      tell('linked', '');
    } catch (error) {
      tell('lost', error instanceof Error ? error.message : String(error));
    } finally {
      looking = false;
    }
  }

  function wanted({ vendorId, productId }: HidDevice): boolean {
    if (config.vendorId !== undefined)
      return vendorId === config.vendorId && (config.productId ?? productId) === productId;
    return knownButtons.some((one) => one.vendorId === vendorId && one.productId === productId);
  }

  void look();
  const looker = setInterval(() => void look(), LOOK_MS);
  const ticker = setInterval(() => handle && step(), TICK_MS);
  return {
    name: DEVICE,
    linked: () => handle !== null,
    health: () => ({
      ok: handle !== null,
      detail: handle ? `${button?.name} is linked.` : 'No button is plugged in.',
      figures: {},
    }),
    async stop() {
      stopped = true;
      clearInterval(looker);
      clearInterval(ticker);
      await handle?.close();
    },
  };
}
