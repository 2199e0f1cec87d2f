/** Keys, usage and the page for developers, against the API's own gates: what an operator and a programmer do there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN } from './admin-api.ts';
import { signIn } from './operator.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const sizes = [
  ['light', 360],
  ['dark', 360],
  ['light', 1440],
  ['dark', 2560]
] as const;

describe.skipIf(skipReason !== null)('usage', () => {
  let site: Site;
  let key: string;
  beforeAll(async () => {
    site = await startSite();
    await post('/api/admin/tenants', { name: 'acme', monthlyQuota: 1_000_000, plan: 'enforce' });
    await post('/api/admin/tenants', { name: 'vast', monthlyQuota: null });
    await post('/api/meter/events', [
      { tenant: 'acme', feature: 'chat', tokens: 700_000 },
      { tenant: 'acme', feature: 'image-generation', tokens: 150_000 },
      { tenant: 'vast', feature: 'x', tokens: '1152921504606846976' }
    ]);
    const made = (await (
      await post('/api/admin/keys', { name: 'tests', scopes: ['read', 'webhooks'], plan: 'free' })
    ).json()) as { key: string };
    key = made.key;
  });
  afterAll(() => site.close());

  const post = (path: string, body: object) =>
    fetch(`http://127.0.0.1:${site.api.port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    });

  it('shows nobody what is used who has not signed in', async () => {
    const html = await (await fetch(`${site.url}/usage?tenant=acme`)).text();
    expect(html).toContain('Sign in');
    expect(html).not.toContain('700,000');
    const answer = await fetch(`${site.url}/usage`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each([true, false])(
    'finds a tenant by a part of its name, and shows its period, scripts: %s',
    async (javaScriptEnabled) => {
      const { page, faults } = await site.open({ javaScriptEnabled });
      await page.goto('/usage');
      await signIn(page);
      expect(new URL(page.url()).pathname).toBe('/usage');
      await page.fill('[name=search]', 'AC');
      await page.press('[name=search]', 'Enter');
      await eventually(() => page.locator('tbody tr').count()).toBe(1);
      expect((await page.textContent('tbody tr'))?.replaceAll(/\s+/g, ' ')).toMatch(
        /acme.*850,000.*1,000,000.*85%.*enforce/
      );
      await page.click('tbody a');
      await eventually(() => page.textContent('main')).toContain('image-generation');
      const text = (await page.textContent('main'))?.replaceAll(/\s+/g, ' ') ?? '';
      expect(text).toContain('80 % was crossed');
      expect(text).toContain('most in a minute: 850,000');
      expect(await page.locator('svg[role=img] rect').count()).toBe(60);
      expect(faults).toEqual([]);
    }
  );

  it('follows the running minute while somebody looks', async () => {
    const { page } = await site.open();
    await page.goto('/usage');
    await signIn(page);
    await visit(page, '/usage?tenant=vast');
    expect(await page.textContent('main')).toContain('1,152,921,504,606,846,976');
    await post('/api/meter/events', { tenant: 'vast', feature: 'x', tokens: 1 });
    await eventually(() => page.textContent('main')).toContain('1,152,921,504,606,846,977');
  });

  it.each([true, false])('makes a tenant, shows a key once and revokes it, scripts: %s', async (javaScriptEnabled) => {
    const name = `made ${javaScriptEnabled}`;
    const { page, faults } = await site.open({ javaScriptEnabled });
    await page.goto('/usage');
    await signIn(page);
    await page.fill('[name=name]', name);
    await page.fill('[name=quota]', '3,000,000,000');
    await page.click('button:has-text("Save")');
    await eventually(() => page.textContent('main')).toContain(`${name} is saved.`);
    expect(await page.textContent('main')).toContain('3,000,000,000');
    await page.goto('/admin/keys');
    await page.fill('[name=name]', name);
    await page.check('[name=scope][value="meter:write"]');
    await page.click('button:has-text("Make the key")');
    await eventually(() => page.textContent('main')).toContain('never again');
    const shown = (await page.textContent('.key code')) ?? '';
    expect(shown).toMatch(/^ftk_[\w-]{43}$/);
    const status = async () => (await fetch(`${site.url}/api/keys/me`, { headers: { 'x-api-key': shown } })).status;
    expect(await status()).toBe(200);
    await page.goto('/admin/keys');
    expect(await page.content()).not.toContain(shown.slice(12));
    const row = page.locator(`tr:has-text("${name}")`);
    await row.locator('summary').click();
    await row.locator('button').click();
    await eventually(() => page.textContent('main')).toContain(`${name} is revoked`);
    await eventually(status).toBe(401);
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it.each([true, false])(
    'lets one try the API with a key, which is not shown again, scripts: %s',
    async (javaScriptEnabled) => {
      const { page, faults } = await site.open({ javaScriptEnabled });
      await page.goto('/developers');
      await page.fill('[name=key]', 'ftk_nothing');
      await page.press('[name=path]', 'Enter');
      await eventually(() => page.textContent('main')).toContain('GET /api/metrics/current: 200');
      await page.fill('[name=key]', key);
      await page.click('button:has-text("What the key has used")');
      await eventually(() => page.textContent('main')).toContain('GET /api/keys/me: 200');
      expect(await page.textContent('main')).toContain('x-quota-remaining');
      expect(await page.textContent('pre')).toContain('"limit": 1000000');
      expect(await page.content()).not.toContain(key.slice(12));
      await page.fill('[name=key]', key);
      await page.fill('[name=path]', '/api/admin/keys');
      await page.click('button:has-text("Ask")');
      await eventually(() => page.textContent('[role=alert]')).toBe('A path begins with /api/.');
      expect(faults).toEqual([]);
    }
  );

  it('listens to the live feed by keyboard', async () => {
    const { page } = await site.open();
    await visit(page, '/developers');
    await page.locator('button:has-text("Listen")').focus();
    await page.keyboard.press('Enter');
    await eventually(() => page.textContent('main')).toContain('Live: events appear here');
    await page.keyboard.press('Enter');
    await eventually(() => page.locator('button:has-text("Listen")').count()).toBe(1);
  });

  it.each(sizes)('in the %s theme at %i pixels axe finds nothing and nothing overflows', async (colorScheme, width) => {
    const { page } = await site.open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    await page.goto('/usage');
    await signIn(page);
    for (const path of ['/usage', '/usage?tenant=acme', '/admin/keys', '/developers']) {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      expect(await violationsOf(page), path).toEqual([]);
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined)
        await page.screenshot({
          path: `${folder}/${path.replaceAll(/\W+/g, '-')}-${colorScheme}-${width}.png`,
          fullPage: true
        });
    }
  });
});
