/** The overview as visitors use it: every control changes what it should, a link says all of it, and no figure is lost. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEPLOYED } from './sample-network.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

const cardNames = ['Nodes', 'Cloud', 'Gaming', 'Crypto', 'WordPress', 'Apps'];
const highlights = '[aria-label=Highlights]';
const chart = 'section:has(h2:has-text("Historical performance"))';

describe.skipIf(skipReason !== null)('the overview', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    site.api.state.mood = 'well';
    await site.forget();
  });
  afterAll(() => site.close());

  it('shows every card with its figures and how they moved, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/');
    expect(await textOf(page, card('Nodes'))).toMatch(/cumulus 401 33% of all ▲ up \+1\.01% vs 397 on \d{4}-\d\d-\d\d/);
    expect(await textOf(page, card('Nodes'))).toMatch(/Total 1,203 .*Wallets 640 .*Collateral 21,453,500 FLUX/);
    expect(await textOf(page, card('Cloud'))).toMatch(/moderate demand.*RAM 24\.3% 9 TB of 37 TB ▼ down -1\.25 pp/);
    expect(await textOf(page, card('Cloud'))).toContain('Based on 1,180 of 1,203 nodes');
    expect(await textOf(page, card('Gaming'))).toMatch(
      /640 .*Minecraft 519 .*Palworld 64 ▼ down -3\.03%.*Valheim 41 · /
    );
    expect(await textOf(page, card('Crypto'))).toMatch(/3,100 .*Presearch 3,000/);
    expect(await textOf(page, card('WordPress'))).toContain('412');
    expect(await textOf(page, card('Apps'))).toMatch(/12,345 .*Git 345 2\.8%.*Docker 12,000 97%.*Image known 98\.4%/);
    expect(await page.locator(`${highlights} li`).count()).toBe(13);
  });

  it('compares all cards with another day on one click, also without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, faults } = await site.open({ javaScriptEnabled });
      await visit(page, '/');
      expect(await textOf(page, card('Nodes'))).toContain('+1.01%');
      await page.click('[title="This week"]');
      // 28 more than a week ago: 401 to 373.
      await eventually(() => textOf(page, card('Nodes'))).toContain('+7.51% vs 373');
      expect(await textOf(page, 'main')).toContain('the network against 7 days ago');
      expect(await page.locator('section:has(h2:has-text("Revenue this week"))').count()).toBe(1);
      await page.goBack();
      await eventually(() => textOf(page, card('Nodes'))).toContain('+1.01%');
      expect(faults).toEqual([]);
    }
  });

  it.each([
    ['Gaming', 'Game servers', ['Minecraft', 'Palworld', 'Valheim']],
    ['Crypto', 'Crypto nodes', ['Presearch', 'Kadena']],
    ['Nodes', 'Nodes', ['Cumulus', 'Nimbus', 'Stratus']],
    ['Cloud', 'Cloud in use', ['CPU', 'RAM', 'Storage']],
    ['Apps', 'Containers', []],
    ['Images', 'Containers of presearch/node', []]
  ])('draws the history of %s', async (category, title, lines) => {
    const { page, faults } = await site.open();
    await visit(page, '/?period=weekly');
    expect(await textOf(page, `${chart} h3`)).toBe('Revenue');
    await page.click(`${chart} nav[aria-label=Category] >> text="${category}"`);
    await eventually(() => textOf(page, `${chart} h3`)).toBe(title);
    expect(await page.locator(`${chart} form[aria-label="Lines of the chart"] button`).allInnerTexts()).toEqual(lines);
    expect(await page.locator(`${chart} path.line`).count()).toBe(Math.max(1, lines.length));
    expect(page.url()).toMatch(/period=weekly&category=\w+$/);
    expect(faults).toEqual([]);
  });

  it('draws every metric of every category', async () => {
    const { page, faults } = await site.open();
    for (const category of ['revenue', 'gaming', 'crypto', 'nodes', 'cloud', 'applications']) {
      await page.goto(`/?category=${category}`);
      const metrics = page.locator(`${chart} nav[aria-label=Metric] a`);
      for (const href of await metrics.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
        await page.goto(href);
        expect(await page.getAttribute(`${chart} path.line >> nth=0`, 'd'), href).toMatch(/^M\d+ \d+ \d/);
      }
    }
    expect(faults).toEqual([]);
  });

  it('shows days of one’s own, with scripts and without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await site.open({ javaScriptEnabled });
      await visit(page, '/?unit=usd');
      await page.click('summary:has-text("Custom range")');
      await page.fill('[name=from]', '2026-03-01');
      await page.fill('[name=to]', '2026-03-06');
      await page.click('details button:has-text("Show")');
      await eventually(() => page.url()).toMatch(/\?unit=usd&from=2026-03-01&to=2026-03-06$/);
      await eventually(() => textOf(page, chart)).toContain('6 days');
      await page.click('[title="90 days"]');
      await eventually(() => page.url()).toMatch(/\?unit=usd&range=90d$/);
    }
  });

  it('shows the containers of the image that is named', async () => {
    const { page } = await site.open();
    await visit(page, '/?category=repos&view=weekly');
    await page.fill('[name=image]', 'runonflux/wp-nginx:latest');
    await page.press('[name=image]', 'Enter');
    await eventually(() => textOf(page, `${chart} h3`)).toBe('Containers of runonflux/wp-nginx');
    expect(new URL(page.url()).searchParams.get('view')).toBe('weekly');
  });

  it('lists the other highlights, the rest of them as the end comes near', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/');
    expect(await textOf(page, `${highlights} li >> nth=0`)).toBe('Network 1,203 nodes 640 wallets');
    await page.click(`${highlights} >> text=Deployed`);
    await eventually(() => textOf(page, `${highlights} li >> nth=0`)).toContain('fresh-app-1');
    expect(await page.locator(`${highlights} li`).count()).toBe(13);
    await page.locator(`${highlights} ul`).evaluate((list) => list.scrollTo({ left: list.scrollWidth }));
    await eventually(() => page.locator(`${highlights} li`).count()).toBe(DEPLOYED);
    expect(faults).toEqual([]);
  });

  it('lists all highlights on a page of their own, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/?list=deployed');
    await page.click(`${highlights} >> text=Show all ${DEPLOYED}`);
    await eventually(() => page.url()).toMatch(/\?list=deployed&all=1$/);
    expect(await page.locator(`${highlights} li`).count()).toBe(DEPLOYED);
  });

  it('is the same for whoever opens a shared link', async () => {
    const { page } = await site.open();
    await visit(page, '/');
    const clicks = ['[title="This quarter"]', 'text="Expiring soon"', 'text="Cloud" >> nth=-1', '[title="Per week"]'];
    for (const [at, click] of clicks.entries()) {
      await page.click(click);
      await eventually(() => new URL(page.url()).searchParams.size).toBe(at + 1);
    }
    await page.click('[title^="RAM"]');
    await eventually(() => textOf(page, `${chart} h3`)).toBe('RAM');
    await page.click(`${chart} button:has-text("In use")`);
    await eventually(() => page.locator(`${chart} path.line`).count()).toBe(1);
    const { page: other } = await site.open();
    await visit(other, page.url());
    for (const part of [`${chart} h3`, chart, ...cardNames.map(card), highlights]) {
      expect(await textOf(other, part)).toBe(await textOf(page, part));
    }
    const chosen = (of: Page) => of.locator('main [aria-current=true], main [aria-pressed=false]').allInnerTexts();
    expect(await chosen(other)).toEqual([
      'Expiring soon',
      'Q',
      'Cloud',
      'RAM',
      'Weeks',
      '30d',
      'In use',
      'Log',
      'Before'
    ]);
    expect(await chosen(page)).toEqual(await chosen(other));
  });

  it('keeps the cards while the API fails, says since when, and renews them when it is back', async () => {
    const { page } = await site.open();
    await visit(page, '/');
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    const refreshed = async (part: string) => {
      await page.click('button:has-text("Refresh")');
      return await textOf(page, part);
    };
    site.api.state.mood = 'failing';
    await site.forget();
    for (const name of cardNames) await eventually(() => refreshed(card(name))).toContain('Not refreshed since');
    expect(await textOf(page, card('Nodes'))).toMatch(/cumulus 401 .*\+1\.01%/);
    expect(await page.locator(`${highlights} li`).count()).toBe(13);
    expect(await page.locator(`${chart} path.line`).count()).toBe(1);
    site.api.state.mood = 'well';
    await site.forget();
    for (const name of cardNames) await eventually(() => refreshed(card(name))).not.toContain('Not refreshed since');
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });

  it('says what is not known while the first sync runs, and which figures are not complete', async () => {
    site.api.state.mood = 'first sync';
    await site.forget();
    const { page, faults } = await site.open();
    const path = '/?period=quarterly&list=expiring&category=nodes';
    const loaded = async (part: string) => {
      await visit(page, path);
      return await textOf(page, part);
    };
    // Answers are shared for a moment, each for its own.
    await eventually(() => loaded('main')).toMatch(/Not complete.*Not known yet/);
    for (const name of cardNames) await eventually(() => loaded(card(name))).toContain('n/a');
    for (const name of cardNames) {
      const text = await textOf(page, card(name));
      expect(text).toContain('n/a');
      expect(text).not.toMatch(/\b0\b/);
    }
    expect(await textOf(page, card('Cloud'))).toContain('demand n/a');
    expect(await textOf(page, 'section:has(h2:has-text("Revenue this quarter"))')).toContain('Not complete');
    expect(await textOf(page, highlights)).toContain('Not known yet');
    expect(faults).toEqual([]);
  });
});

function card(title: string): string {
  return `role=region[name="${title}"]`;
}

/** Without the ways to passports. */
async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page
    .locator(selector)
    .first()
    .evaluate((shown) => {
      const copy = shown.cloneNode(true) as Element;
      for (const way of copy.querySelectorAll('a[href*="figures/"]')) way.replaceWith(' ');
      return copy.textContent;
    });
  return text.replaceAll(/\s+/g, ' ').trim();
}
