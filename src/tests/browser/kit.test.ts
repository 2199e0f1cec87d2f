/** The parts that pages are made of, on the styleguide, which only the development server has. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

describe.skipIf(skipReason !== null)('the kit', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ isDevelopment: true });
  });
  afterAll(() => site.close());

  async function openGuide(options: BrowserContextOptions = {}, query = ''): Promise<{ page: Page; faults: string[] }> {
    const { page, faults } = await site.openOwn(options);
    await page.clock.install();
    await visit(page, `/styleguide${query}`);
    return { page, faults };
  }

  it.each(['dark', 'light'] as const)('axe finds nothing in any state in the %s theme', async (colorScheme) => {
    for (const width of [360, 1440]) {
      const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true } as const;
      // With motion, axe may look while a dialog is still half transparent.
      const { page } = await site.open({ ...options, reducedMotion: 'reduce' });
      await visit(page, '/styleguide?carousel=expiring');
      await page.click('button:has-text("Error")');
      expect(await violationsOf(page)).toEqual([]);
      await page.click('button:has-text("Delete everything")');
      expect(await violationsOf(page), 'with a dialog').toEqual([]);
    }
  });

  it.each([360, 768, 1440, 2560])('nothing scrolls sideways at %i pixels', async (width) => {
    const { page, faults } = await openGuide({ viewport: { width, height: 800 } }, '?carousel=deployed&all=1');
    const room = await page.evaluate(() => innerWidth - document.documentElement.scrollWidth);
    expect(room).toBeGreaterThanOrEqual(0);
    expect(faults).toEqual([]);
  });

  it('a dialog has the focus while it is open and gives it back', async () => {
    const { page } = await openGuide();
    await page.focus('button:has-text("Open a dialog")');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      // From the last of its buttons the browser's own frame is next, where the page has the focus nowhere.
      expect(await page.locator(':focus').count()).toBe(await page.locator('dialog :focus').count());
    }
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('dialog').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open a dialog');
  });

  it('what cannot be undone wants its word', async () => {
    const { page } = await openGuide();
    await page.click('button:has-text("Delete everything")');
    const action = page.locator('dialog button:has-text("Delete all payments")');
    await page.fill('dialog [name=confirm]', 'clear-revenue');
    expect(await action.isDisabled()).toBe(true);
    await page.press('dialog [name=confirm]', 'Enter');
    await eventually(() => page.textContent('main')).toContain('Nothing was deleted.');
    await page.fill('dialog [name=confirm]', 'clear-revenue-data');
    await action.click();
    await eventually(() => page.textContent('main')).toContain('Everything was deleted.');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('a notice goes by itself, but not while it is pointed at; an error stays until it is dismissed', async () => {
    const { page } = await openGuide();
    const shown = () => page.locator('.toasts[role=status] .toast').allTextContents();
    await page.click('button:has-text("Good news")');
    await page.click('button:has-text("Error")');
    await page.hover('.toast:has-text("done")');
    await page.clock.runFor(60_000);
    expect(await shown()).toHaveLength(2);
    await page.hover('h1');
    await page.clock.runFor(7_000);
    await eventually(shown).toEqual([expect.stringContaining('failed')]);
    await page.clock.runFor(60_000);
    expect(await shown()).toHaveLength(1);
    await page.click('.toast [aria-label=Dismiss]');
    await eventually(shown).toEqual([]);
  });

  it('copies out of an open dialog', async () => {
    const { page } = await openGuide();
    await page.click('button:has-text("Open a dialog")');
    await page.click('dialog [aria-label="Copy the text"]');
    await eventually(() => page.textContent('dialog [role=status]')).toBe('Copied');
  });

  describe('the carousel', () => {
    const list = '.carousel ul';
    const positionOf = (page: Page) => page.locator(list).evaluate((element) => element.scrollLeft);
    const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

    it('moves on, but not while it is pointed at, has the focus or was paused', async () => {
      const { page } = await openGuide();
      await page.hover('h1');
      await page.clock.runFor(5_000);
      await eventually(() => positionOf(page)).toBeGreaterThan(150);
      await page.hover(list);
      expect(await stepsIn(page, 60)).toBe(0);
      await page.hover('h1');
      expect(await stepsIn(page, 9)).toBeGreaterThan(0);

      await page.focus(`${list} a`);
      expect(await stepsIn(page, 60)).toBe(0);
      await page.click('.carousel [aria-label=Pause]');
      await page.locator('.carousel button:focus').blur();
      await page.hover('h1');
      expect(await stepsIn(page, 60)).toBe(0);
      await page.click('.carousel [aria-label="Let it move"]');
      await page.locator('.carousel button:focus').blur();
      await page.hover('h1');
      expect(await stepsIn(page, 9)).toBeGreaterThan(0);
    });

    it('stands still for those who want less motion, and is still to be moved by hand', async () => {
      const { page } = await openGuide({ reducedMotion: 'reduce' });
      await page.hover('h1');
      expect(await stepsIn(page, 60)).toBe(0);
      expect(await page.locator('.carousel [aria-label=Pause]').isVisible()).toBe(false);
      await page.click('.carousel [aria-label=On]');
      await eventually(() => positionOf(page)).toBeGreaterThan(150);
    });

    it('is one stop of the keyboard, with arrow keys inside, and fetches the rest when its end comes near', async () => {
      const { page } = await openGuide({}, '?carousel=deployed');
      expect(await page.locator(`${list} li`).count()).toBe(13);
      expect(await page.locator(`${list} a[tabindex="-1"]`).count()).toBe(11);
      await page.focus(`${list} a`);
      await page.keyboard.press('ArrowRight');
      await eventually(() => focused(page)).toMatch(/^deployed2\D/);
      await page.keyboard.press('End');
      await eventually(() => page.locator(`${list} li`).count()).toBe(140);
      await page.keyboard.press('End');
      await eventually(() => focused(page)).toMatch(/^deployed140\D/);
      await page.keyboard.press('Home');
      await eventually(() => focused(page)).toMatch(/^deployed1\D/);
    });

    it('has a link for each list, and nothing around it jumps', async () => {
      const { page } = await openGuide();
      const before = await page.locator('.chapters').boundingBox();
      for (const [text, first] of [
        ['Expiring soon', 'an-app-with-a-name'],
        ['None', 'Nothing is known of this yet.'],
        ['Latest deployed', 'deployed1']
      ] as const) {
        await page.click(`.carousel nav >> text=${text}`);
        await eventually(() => page.textContent('.carousel')).toContain(first);
        expect((await page.locator('.chapters').boundingBox())?.y).toBe(before?.y);
      }
      expect(page.url()).toContain('?carousel=deployed');
    });

    it('is a row to scroll without scripts, with all of it one link away', async () => {
      const { page } = await site.open({ javaScriptEnabled: false });
      await page.goto('/styleguide?carousel=deployed');
      expect(await page.locator('.carousel button:visible').count()).toBe(0);
      await page.click('text=Show all 140');
      await eventually(() => page.locator(`${list} li`).count()).toBe(140);
    });
  });
});

/** How often the carousel moves by itself within so many seconds of the page's clock. */
async function stepsIn(page: Page, seconds: number): Promise<number> {
  await page.evaluate(() => {
    const count = () => ((window as unknown as { steps: number }).steps += 1);
    Object.assign(window, { steps: 0 });
    Object.assign(document.querySelector('.carousel ul')!, { scrollTo: count });
  });
  await page.clock.runFor(seconds * 1_000);
  return await page.evaluate(() => {
    Reflect.deleteProperty(document.querySelector('.carousel ul')!, 'scrollTo');
    return (window as unknown as { steps: number }).steps;
  });
}
