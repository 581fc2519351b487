import type { Page } from 'playwright-core';

const MAX_TABS = 160;
/** What the element in focus is called; as text, for the page. */
const FOCUSED = `(() => {
  const at = document.activeElement;
  return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
})()`;

/** Somebody who has no mouse: goes to what begins with a name by Tab alone. */
export function handsOf(page: Page) {
  const keys = page.keyboard;
  async function tabTo(name: string): Promise<void> {
    for (let i = 0; i < MAX_TABS; i++) {
      if (((await page.evaluate(FOCUSED)) as string).startsWith(name)) return;
      await keys.press('Tab');
    }
    throw new Error(`Tab does not reach ${name}`);
  }
  return {
    tabTo,
    async type(name: string, text: string) {
      await tabTo(name);
      await keys.press('Control+a');
      await keys.type(text);
    },
    async press(name: string) {
      await tabTo(name);
      await keys.press('Enter');
    },
  };
}
