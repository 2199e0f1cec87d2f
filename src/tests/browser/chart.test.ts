/** The chart as visitors use it: pointed at, read with the keyboard, taken over by a canvas, as a table and as files. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

const chart = '[aria-roledescription=chart]';
const status = `${chart} [role=status]`;
const TODAY = new Date().toISOString().slice(0, 10);

describe.skipIf(skipReason !== null)('the chart', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('shows the value of the day that is pointed at, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/');
    const last = page.locator('.plot .readings > g').last();
    const text = last.locator('text');
    expect(await text.textContent()).toBe(`${TODAY}, so far · 1,284.91274433 FLUX`);
    expect(await text.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
    await last.locator('rect').hover();
    expect(await text.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
  });

  it('opens its table and keeps the rest of the address, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/?range=1y&unit=usd');
    expect(await page.locator('[role=region] tbody tr').count()).toBe(0);
    await page.click('button:has-text("Table")');
    await eventually(() => new URL(page.url()).search).toBe('?range=1y&unit=usd&table=1');
    await eventually(() => page.locator('[role=region] tbody tr').count()).toBe(365);
    expect(await page.textContent('[role=region] tbody tr >> nth=0')).toMatch(/so far\s*\$91\.78/);
    await page.click('button:has-text("Table")');
    await eventually(() => new URL(page.url()).search).toBe('?range=1y&unit=usd');
  });

  it('is read point by point with the keyboard, and left with Escape', async () => {
    const { page, faults } = await site.open();
    await openAt(page, '/?range=7d');
    await page.focus(chart);
    expect(await page.textContent(status)).toBe('');
    await page.keyboard.press('End');
    await eventually(() => page.textContent(status)).toContain(`${TODAY}, so far · 1,284.91274433 FLUX`);
    await page.keyboard.press('ArrowLeft');
    await eventually(() => page.textContent(status)).toContain(dayBefore(1));
    expect(await page.textContent(status)).not.toContain('so far');
    await page.keyboard.press('Home');
    await eventually(() => page.textContent(status)).toContain(dayBefore(6));
    await page.keyboard.press('Escape');
    await eventually(() => page.textContent(status)).toBe('');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(faults).toEqual([]);
  });

  it('is taken over by a canvas when it is first pointed at, in the same place', async () => {
    const { page, faults } = await site.openOwn();
    const loaded: string[] = [];
    page.on('response', (response) => void loaded.push(response.url()));
    await openAt(page, '/');
    await page.locator(chart).scrollIntoViewIfNeeded();
    const before = { box: await page.locator(chart).boundingBox(), scripts: loaded.filter(isScript).length };
    expect(await page.locator('canvas').count()).toBe(0);
    await page.hover(chart);
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    expect(loaded.filter(isScript).length).toBeGreaterThan(before.scripts);
    expect(await page.locator(chart).boundingBox()).toEqual(before.box);
    expect(await inkOf(page)).toBeGreaterThan(1_000);
    expect(faults).toEqual([]);
  });

  it('draws a tooltip where it is pointed at', async () => {
    const { page } = await site.open();
    await openAt(page, '/');
    await page.hover(chart);
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    await page.mouse.move(0, 0);
    await eventually(() => page.locator('.plot .cursor').count()).toBe(0);
    const before = await inkOf(page);
    await page.hover(chart, { position: { x: 300, y: 120 } });
    await eventually(() => page.locator('.plot .cursor').count()).toBe(1);
    expect(await inkOf(page)).toBeGreaterThan(before + 1_000);
  });

  it('has all days of a long range once it is touched, but not before', async () => {
    const { page, faults } = await site.open();
    await openAt(page, '/?range=1y');
    expect(await page.locator('.plot .readings > g').count()).toBe(60);
    await page.focus(chart);
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    await page.keyboard.press('Home');
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    await eventually(() => page.textContent(status)).toContain(dayBefore(361));
    expect(faults).toEqual([]);
  });

  it('switches a line off and on in its legend, with scripts and without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, faults } = await site.open({ javaScriptEnabled });
      await visit(page, '/?category=nodes');
      const lines = await page.locator('path.line').count();
      expect(lines).toBeGreaterThan(1);
      const last = page.locator('form[aria-label="Lines of the chart"] button').last();
      await last.click();
      await eventually(() => page.locator('path.line').count()).toBe(lines - 1);
      expect(new URL(page.url()).searchParams.get('hide')).not.toBeNull();
      expect(await last.getAttribute('aria-pressed')).toBe('false');
      await last.click();
      await eventually(() => page.locator('path.line').count()).toBe(lines);
      expect(new URL(page.url()).search).toBe('?category=nodes');
      expect(faults).toEqual([]);
    }
  });

  it('zooms to what is dragged over or selected with keys, and back again', async () => {
    const { page, faults } = await site.open();
    await openAt(page, '/?range=30d&unit=usd');
    await page.hover(chart);
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    const box = await page.locator('.plot').boundingBox();
    if (!box) throw new Error('the plot has no place');
    const at = (day: number) => box.x + (box.width * day) / 29;
    await page.mouse.move(at(10), box.y + 50);
    await page.mouse.down();
    await page.mouse.move(at(20), box.y + 60, { steps: 3 });
    await eventually(() => page.locator('.plot .selected').count()).toBe(1);
    await page.mouse.up();
    const zoomed = `?unit=usd&from=${dayBefore(19)}&to=${dayBefore(9)}`;
    await eventually(() => new URL(page.url()).search).toBe(zoomed);
    await page.focus(chart);
    await page.keyboard.press('Home');
    for (const _ of [1, 2, 3]) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await eventually(() => new URL(page.url()).search).toBe(`?unit=usd&from=${dayBefore(19)}&to=${dayBefore(16)}`);
    await page.goBack();
    await eventually(() => new URL(page.url()).search).toBe(zoomed);
    await page.goBack();
    await eventually(() => new URL(page.url()).search).toBe('?range=30d&unit=usd');
    expect(faults).toEqual([]);
  });

  it('compares, means, marks, steps in time and is logarithmic by its address alone, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
    await page.goto('/?range=30d&with=price');
    for (const name of ['Log', '7-day mean', 'Before'])
      await page.click(`button[aria-pressed=false]:has-text("${name}")`);
    const view = '?range=30d&with=price&scale=log&mean=7&before=1';
    expect(new URL(page.url()).search).toBe(view);
    const keys = await page
      .locator('path.line')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-series')));
    expect(keys).toEqual(['revenue', 'revenue~before', 'revenue~mean', 'second']);
    expect(await page.locator('.axis.second').count()).toBe(1);
    expect(await page.textContent('figcaption')).toContain('The axis is logarithmic.');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.click('button[aria-label="Earlier"]');
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('from'), searchParams.get('to')]).toEqual([dayBefore(44), dayBefore(15)]);
    expect(searchParams.get('before')).toBe('1');
  });

  it('keeps the lines of the server when the canvas cannot be had', async () => {
    const { page } = await site.openOwn();
    await openAt(page, '/');
    await page.context().setOffline(true);
    await page.focus(chart);
    await page.keyboard.press('End');
    await eventually(() => page.textContent(status)).toContain('1,284.91274433 FLUX');
    expect(await page.isVisible('path.line')).toBe(true);
    expect(await page.locator('.plot.taken').count()).toBe(0);
  });

  it('changes its colours with the theme', async () => {
    const { page } = await site.openOwn({ colorScheme: 'dark' });
    await openAt(page, '/');
    await page.focus(chart);
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    const dark = await page.evaluate(() => document.querySelector('canvas')?.toDataURL());
    await page.emulateMedia({ colorScheme: 'light' });
    await eventually(() => page.evaluate(() => document.querySelector('canvas')?.toDataURL())).not.toBe(dark);
  });

  it('gives its values as CSV, all of them, exactly', async () => {
    const { page, faults } = await site.open();
    await openAt(page, '/?range=1y');
    const { name, content } = await saved(page, 'CSV');
    const lines = content.toString().split('\r\n');
    expect(name).toBe(`fluxtracker-revenue-daily-${TODAY}.csv`);
    expect(lines).toHaveLength(365 + 2);
    expect(lines[0]).toBe('date,Revenue (FLUX),note');
    expect(lines[365]).toBe(`${TODAY},1284.91274433,so far`);
    const seventh = lines.filter((line) => line.slice(0, 10).endsWith('-07'));
    expect(seventh.length).toBeGreaterThanOrEqual(11);
    expect(seventh.every((line) => line.endsWith(',,') || line.startsWith(TODAY))).toBe(true);
    expect(faults).toEqual([]);
  });

  it('gives itself as a picture, on the ground of the theme', async () => {
    const { page, faults } = await site.open({ colorScheme: 'light' });
    await openAt(page, '/');
    const { name, content } = await saved(page, 'PNG');
    expect(name).toBe(`fluxtracker-revenue-daily-${TODAY}.png`);
    expect(content.subarray(1, 4).toString()).toBe('PNG');
    expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([2_400, 1_260]);
    expect(faults).toEqual([]);
  });
});

async function openAt(page: Page, path: string): Promise<void> {
  await visit(page, path);
  await page.waitForSelector(chart);
}

function isScript(url: string): boolean {
  return url.endsWith('.js');
}

function dayBefore(days: number): string {
  return new Date(Date.parse(`${TODAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** How many pixels of the canvas are drawn on. */
async function inkOf(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const canvas = document.querySelector('canvas')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]! > 0) ink += 1;
    return ink;
  });
}

async function saved(page: Page, button: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`button:has-text("${button}")`)]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
