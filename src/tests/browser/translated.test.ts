/** A page that the browser translates: it replaces texts by copies of its own, and what changes must go on changing. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

/** As browsers do it: every text that may be translated is wrapped and written anew, the old one is thrown away. */
async function translate(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    const mayBe = texts.filter((text) => {
      const parent = text.parentElement;
      const says = parent?.closest('[translate]')?.getAttribute('translate');
      return says !== 'no' && parent?.tagName !== 'SCRIPT' && /[a-z]/i.test(text.data);
    });
    for (const text of mayBe) {
      const copy = document.createElement('span');
      copy.append(document.createElement('span'));
      copy.firstElementChild!.textContent = `«${text.data.trim()}»`;
      text.replaceWith(copy);
    }
    return mayBe.length;
  });
}

describe.skipIf(skipReason !== null)('a translated page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('goes on living: figures, ages, lights, countdown', async () => {
    const { page, faults } = await site.openOwn();
    await visit(page, '/');
    expect(await translate(page)).toBeGreaterThan(10);
    const age = () => page.getAttribute('header .dots [title^=Data]', 'title');
    const text = () => page.textContent('header .dots');
    const before = [await text(), await page.textContent('header .next')];
    await eventually(text).not.toBe(before[0]);
    await eventually(() => page.textContent('header .next')).not.toBe(before[1]);
    expect(await text()).toContain((await age())?.replace('Data: ', ''));
    site.api.state.payments = 26_001;
    await site.forget();
    await eventually(async () => {
      await page.click('footer button');
      return await page.textContent('main');
    }).toContain('26,001 total');
    expect(faults).toEqual([]);
  });

  it('changes what it shows on a click, headings too', async () => {
    const { page, faults } = await site.openOwn();
    await visit(page, '/');
    await translate(page);
    await page.click('[title="This month"]');
    await eventually(() => page.textContent('main')).toContain('Revenue this month');
    expect(await page.textContent('main')).not.toContain('Revenue today');
    await page.click('[title="Nodes of the network"]');
    await eventually(() => page.textContent('h3')).toBe('Nodes');
    await page.click('nav[aria-label=Site] a[href="/transactions"]');
    await eventually(() => page.textContent('h1')).toBe('Transactions');
    expect(faults).toEqual([]);
  });
});
