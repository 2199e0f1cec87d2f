/** What stands around every page: menu, lights, donation address. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

describe.skipIf(skipReason !== null)('around every page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    site.api.state.mood = 'well';
    await site.forget();
  });
  afterAll(() => site.close());

  it('there is no styleguide in the built product', async () => {
    expect((await fetch(`${site.url}/styleguide`)).status).toBe(404);
  });

  it('the donation address is copied over plain http', async () => {
    const { page } = await site.openOwn({ baseURL: site.url.replace('127.0.0.1', 'plain.test') });
    await visit(page, '/transactions');
    expect(await page.evaluate(() => isSecureContext || 'clipboard' in navigator)).toBe(false);
    await page.click('[aria-label="Copy donation address"]');
    await eventually(() => page.textContent('footer .donation [role=status]')).toBe('Copied');
    await page.focus('[name=search]');
    await page.keyboard.press('ControlOrMeta+V');
    expect(await page.inputValue('[name=search]')).toBe('t3YcVbiQWHerVYHKBccAQGUmSWDdKu9Zjrr');
  });

  it.each([true, false])('on a phone a menu leads to every page (scripts: %s)', async (javaScriptEnabled) => {
    const { page } = await site.open({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
    await visit(page, '/');
    const menu = page.locator('nav[aria-label=Site]');
    expect(await menu.isVisible()).toBe(false);
    await page.click('[aria-label=Menu]');
    const names = await menu.locator('a').allTextContents();
    expect(names.join()).toBe(
      'Overview,Transactions,Subscriptions,Apps,Payers,Nodes,Repos,Insights,Chain,Bitcoin,Reports,Status'
    );
    await page.keyboard.press('Escape');
    expect(await menu.isVisible()).toBe(false);
    await page.click('[aria-label=Menu]');
    await menu.locator('text=Status').click();
    await eventually(() => page.url()).toMatch(/\/status$/);
    await eventually(() => menu.isVisible()).toBe(false);
  });

  it('the light of the data goes out when figures are no longer renewed', async () => {
    const { page } = await site.open();
    await visit(page, '/');
    const light = () => page.getAttribute('header .dots [title^=Data]', 'title');
    expect(await light()).toMatch(/^Data: \d+ s old$/);
    site.api.state.mood = 'failing';
    await site.forget();
    await eventually(async () => {
      await page.click('button:has-text("Refresh")');
      return await light();
    }).toMatch(/^Data: .* old, not refreshed$/);
  });
});
