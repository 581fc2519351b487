import AxeBuilder from 'axe-core';
import type { Page } from 'playwright-core';

/** What is wrong for a reader of screens or in a narrow window, one line each. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page
    .evaluate(`${AxeBuilder.source}; axe.run()`)
    .then((all) => all as { violations: { id: string; nodes: { html: string }[] }[] });
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  const lines = found.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
  return wide ? [...lines, 'wider than its window'] : lines;
}
