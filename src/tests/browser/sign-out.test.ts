/** Who signed out has left nothing behind, and who cannot sign in learns why. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN } from './admin-api.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

async function signInAt(page: Page, path: string): Promise<void> {
  await visit(page, path);
  await page.fill('[name=token]', ADMIN_TOKEN);
  await page.press('[name=token]', 'Enter');
  await page.waitForSelector('text=Sign out');
}

const AUDIT = 'Administrative calls';

describe.skipIf(skipReason !== null)("the operator's page", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('is kept by nobody: pages, data, forms and answers of the API', async () => {
    const { page } = await site.open();
    await signInAt(page, '/admin');
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    for (const path of ['/admin', '/admin?view=audit', '/admin/__data.json?view=audit', '/api/admin/audit']) {
      const answers = await Promise.all([fetch(site.url + path, { headers: { cookie } }), fetch(site.url + path)]);
      expect(
        answers.map(({ headers }) => headers.get('cache-control')),
        path
      ).toEqual(['no-store', 'no-store']);
    }
    const headers = { cookie, origin: site.url };
    const sent = { method: 'POST', headers, redirect: 'manual' } as const;
    for (const action of ['start', 'compare', 'signOut']) {
      const answer = await fetch(`${site.url}/admin?/${action}`, {
        ...sent,
        body: new URLSearchParams({ job: 'none' })
      });
      expect(answer.headers.get('cache-control'), action).toBe('no-store');
    }
  });

  it.each([true, false])(
    'is not there again on the way back after signing out, scripts: %s',
    async (javaScriptEnabled) => {
      const { page } = await site.openOwn({ javaScriptEnabled });
      await signInAt(page, '/admin');
      await page.goto('/admin?view=audit');
      expect(await page.textContent('main')).toContain(AUDIT);
      await page.goto('/admin?view=revenue');
      await page.click('text=Sign out');
      await page.waitForSelector('[name=token]');
      for (const _ of [1, 2, 3]) {
        await page.goBack();
        await page.waitForSelector('[name=token]');
        expect(await page.textContent('main')).not.toContain(AUDIT);
        expect(await page.locator('text=Sign out').count()).toBe(0);
      }
    }
  );

  it('shows nothing when the browser brings back a page of a session that has ended', async () => {
    const { page } = await site.openOwn();
    await signInAt(page, '/admin');
    await visit(page, '/admin?view=audit');
    const dispatch = (name: string) =>
      page.evaluate((type) => dispatchEvent(new PageTransitionEvent(type, { persisted: true })), name);
    await dispatch('pagehide');
    expect(await page.textContent('main')).not.toContain(AUDIT);
    await dispatch('pageshow');
    await eventually(() => page.textContent('main')).toContain(AUDIT);
    await dispatch('pagehide');
    await page.context().clearCookies();
    await dispatch('pageshow');
    await page.waitForSelector('[name=token]');
    expect(await page.textContent('main')).not.toContain(AUDIT);
  });

  it('keeps its page when nobody answers a form', async () => {
    const { page } = await site.openOwn();
    await signInAt(page, '/admin');
    await page.context().setOffline(true);
    await page.click('text=Sign out');
    await eventually(() => page.textContent('.toasts')).toContain('No answer');
    expect(await page.locator('text=Sign out').count()).toBe(1);
  });

  it('says behind a proxy that ends TLS what it believes and what to set, in the form and in the log', async () => {
    const { page } = await site.openOwn();
    await page.route('https://flux.test/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await route.fetch({ url: `${site.url}${pathname}${search}`, maxRedirects: 0 });
      await route.fulfill({ response: answer });
    });
    await visit(page, 'https://flux.test/admin');
    const believed = `The server believes that its address is ${site.url}`;
    expect((await page.textContent('main'))?.replaceAll(/\s+/g, ' ')).toContain(believed);
    await page.fill('[name=token]', ADMIN_TOKEN);
    await page.press('[name=token]', 'Enter');
    await eventually(() => page.textContent('[role=alert]')).toContain(
      `sent from https://flux.test, but the server believes that its own address is ${site.url}`
    );
    expect(await page.textContent('[role=alert]')).toMatch(/set ORIGIN to it, or TRUST_PROXY/);
    expect(site.log.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ level: 'warn', path: '/admin', from: 'https://flux.test', believed: site.url })
    );
  });

  it('says the same without scripts, and names the address to set where only the protocol differs', async () => {
    const origin = site.url.replace('http:', 'https:');
    const body = new URLSearchParams({ token: ADMIN_TOKEN });
    const answer = await fetch(`${site.url}/admin?/signIn`, { method: 'POST', body, headers: { origin } });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toContain(`set ORIGIN=${origin}, or TRUST_PROXY`);
    const plain = { origin, accept: 'text/html' };
    const page = await fetch(`${site.url}/admin?/signIn`, { method: 'POST', body, headers: plain });
    expect([page.status, await page.text()]).toEqual([
      403,
      expect.stringContaining(`set ORIGIN=${origin}, or TRUST_PROXY`)
    ]);
    const theme = await fetch(`${site.url}/theme`, {
      method: 'POST',
      body: new URLSearchParams({ theme: 'dark' }),
      headers: { origin }
    });
    expect([theme.status, await theme.text()]).toEqual([403, expect.stringContaining(`ORIGIN=${origin}`)]);
  });
});
