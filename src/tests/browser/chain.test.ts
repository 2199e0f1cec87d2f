/** The pages of both chains: with and without scripts, in both themes, on phones and wide screens, by keyboard. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const txid = 'cd'.repeat(32);
const things = [
  ['/block/100', '<h1 translate="yes">Block 100</h1>'],
  [`/tx/${txid}`, '1.50000000'],
  ['/address/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', '0.49990000']
] as const;
const pages = [
  ['/bitcoin', '920,000'],
  ['/bitcoin/mempool', '12,345'],
  ['/bitcoin/blocks', '100'],
  ['/bitcoin/wallet', 'up to 25 addresses'],
  ['/bitcoin/mining', 'not available'],
  ['/bitcoin/nodes', 'connection refused'],
  ...things.map(([path, text]) => [`/bitcoin${path}`, text] as const),
  ['/chain', '100'],
  ...things.slice(0, 2).map(([path, text]) => [`/chain${path}`, text] as const),
  ['/chain/address/t3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', '0.49990000']
] as const;

describe.skipIf(skipReason !== null)('pages of the chains', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('have their figures in the first HTML, each with its source, and no style attributes', async () => {
    for (const [path, text] of pages) {
      const answer = await fetch(site.url + path);
      const html = await answer.text();
      expect([path, answer.status, html]).toEqual([path, 200, expect.stringContaining(text)]);
      expect([path, html.match(/\sstyle=|NaN|Infinity|undefined<|null</)]).toEqual([path, null]);
    }
    for (const path of [`/bitcoin/tx/${'0f'.repeat(32)}`, '/bitcoin/block/7', `/chain/tx/${'0f'.repeat(32)}`]) {
      expect([path, (await fetch(site.url + path)).status]).toEqual([path, 404]);
    }
  });

  it.each([
    ['light', 360],
    ['dark', 1440]
  ] as const)(
    'have nothing that axe would find wrong, and do not scroll sideways: %s, %i pixels',
    async (theme, width) => {
      const { page, faults } = await site.open({
        colorScheme: theme,
        viewport: { width, height: 800 },
        bypassCSP: true
      });
      for (const [path] of pages) {
        await page.goto(path);
        expect(await violationsOf(page), path).toEqual([]);
        const { wide, seen } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          seen: document.documentElement.clientWidth
        }));
        expect(wide, path).toBeLessThanOrEqual(seen);
      }
      expect(faults).toEqual([]);
    }
  );

  it('lead from one to the next by the keyboard, and show what belongs to the new one', async () => {
    const { page } = await site.open();
    await visit(page, '/bitcoin/block/100');
    await page.focus(`a[href="/bitcoin/tx/${txid}"]`);
    await page.keyboard.press('Enter');
    await eventually(() => page.url()).toContain(`/bitcoin/tx/${txid}`);
    await eventually(() => page.textContent('main')).toContain('1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH');
    expect(await page.title()).toContain('Bitcoin · Fluxtracker');
    await page.focus('a[href="/bitcoin/address/1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"]');
    await page.keyboard.press('Enter');
    await eventually(() => page.textContent('h1')).toContain('Address');
  });

  it('are found and walked through without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/bitcoin/blocks');
    await page.click('a[href*="/block/"]');
    await page.click(`a[href*="/tx/${txid}"]`);
    expect(await page.textContent('main')).toContain('0.00010000');
    await page.click('nav[aria-label="Bitcoin"] >> text=Mempool');
    expect(await page.textContent('main')).toContain('12,345');
  });

  it('ask for a wallet by a form alone, which says what was wrong and shows neither key nor address of its own again', async () => {
    const send = async (wallet: string) => {
      const headers = { origin: site.url, accept: 'text/html' };
      const body = new URLSearchParams({ wallet });
      const answer = await fetch(`${site.url}/bitcoin/wallet`, { method: 'POST', headers, body, redirect: 'manual' });
      return { status: answer.status, cache: answer.headers.get('cache-control'), html: await answer.text() };
    };
    const secret = `zprv${'S'.repeat(107)}`;
    const unread = `zpub${'a'.repeat(107)}`;
    for (const [wallet, why] of [
      [secret, 'This is a private key'],
      [unread, 'no extended public key'],
      ['', 'Give an extended public key']
    ] as const) {
      const { status, cache, html } = await send(wallet);
      expect([why, status, cache]).toEqual([why, 400, 'no-store']);
      expect(html).toContain(why);
      if (wallet !== '') expect(html).not.toContain(wallet);
    }
    const { status, cache, html } = await send('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4');
    expect([status, cache]).toEqual([200, 'no-store']);
    expect(html).toContain('What it holds');
    expect(html).toContain('0.49990000');
  });
});
