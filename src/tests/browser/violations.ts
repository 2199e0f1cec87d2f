/** What axe finds wrong with a page, in words; the page must be opened with `bypassCSP`. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** `rules`: what axe does not look at unless asked, as "target-size". */
export async function violationsOf(page: Page, ...rules: string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async (extra) => {
    // Every rule runs on every element; what is right is not described one by one.
    const { violations } = await (window as unknown as AxeWindow).axe.run({
      resultTypes: ['violations'],
      rules: Object.fromEntries(extra.map((rule) => [rule, { enabled: true }]))
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, rules);
}

interface AxeWindow {
  axe: {
    run: (options: {
      resultTypes: 'violations'[];
      rules: Record<string, { enabled: true }>;
    }) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}
