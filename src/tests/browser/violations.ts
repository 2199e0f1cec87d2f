/** What axe finds wrong with a page, in words; the page must be opened with `bypassCSP`. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    // Every rule runs on every element; what is right is not described one by one.
    const { violations } = await (window as unknown as AxeWindow).axe.run({ resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

interface AxeWindow {
  axe: {
    run: (options: {
      resultTypes: 'violations'[];
    }) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}
