/** The operator's page against the API's own gate: signing in and out, jobs from start to result, records. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN } from './admin-api.ts';
import { passMinute, signIn, signInAt, statusOf } from './operator.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const views = [
  '/admin',
  '/admin?view=revenue',
  '/admin?view=snapshots',
  '/admin?view=backups',
  '/admin?view=sources',
  '/admin?view=databases',
  '/admin?view=audit'
];

describe.skipIf(skipReason !== null)("the operator's page", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(() => {
    site.api.runs.length = 0;
  });
  afterAll(() => site.close());

  it.each([true, false])('lets in with the token and out again, scripts: %s', async (javaScriptEnabled) => {
    const { page, faults } = await site.open({ javaScriptEnabled });
    await page.goto('/admin');
    expect(await page.locator('main button').allTextContents()).toEqual(['Sign in']);
    await signIn(page);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'fluxtracker_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await page.content()).not.toContain(ADMIN_TOKEN);
    await page.click('text=Sign out');
    await page.waitForSelector('[name=token]');
    expect(await page.context().cookies()).toEqual([]);
    // What was ended is refused even where somebody kept it.
    const kept = `fluxtracker_session=${cookie?.value ?? ''}`;
    const answer = await fetch(`${site.url}/api/admin/session`, { headers: { cookie: kept } });
    expect(answer.status).toBe(401);
    expect(faults).toEqual([]);
  });

  it('refuses a wrong token, says so, and forgets it', async () => {
    const { page } = await site.open();
    await visit(page, '/admin');
    await page.fill('[name=token]', 'not-the-token-at-all');
    await page.press('[name=token]', 'Enter');
    await eventually(() => page.textContent('[role=alert]')).toBe('That is not the admin token.');
    expect(await page.inputValue('[name=token]')).toBe('');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('token');
    expect(await page.content()).not.toContain('not-the-token-at-all');
    expect(await page.context().cookies()).toEqual([]);
  });

  it('takes no form from another site, and asks nothing for it', async () => {
    const asked = site.api.asked.length;
    const body = new URLSearchParams({ token: ADMIN_TOKEN });
    const answer = await fetch(`${site.url}/admin?/signIn`, {
      method: 'POST',
      body,
      headers: { origin: 'http://evil.test' }
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(site.api.asked.slice(asked).filter((path) => path.startsWith('/api/admin'))).toEqual([]);
  });

  it('shows an operator who follows a link from elsewhere what they may see', async () => {
    const { page } = await site.openOwn();
    await signInAt(page, '/admin');
    const elsewhere = 'http://127.0.0.1:8999/';
    const body = `<a href="${site.url}/admin">there</a>`;
    await page.route(elsewhere, (route) => route.fulfill({ body, contentType: 'text/html' }));
    await page.goto(elsewhere);
    await page.click('text=there');
    await page.waitForSelector('text=Sign out');
    expect(await page.textContent('main')).not.toContain('our own pages only');
  });

  it('drops a cookie that is not valid instead of showing it again and again', async () => {
    const { page } = await site.open();
    const value = '9999999999.AAAAAAAAAAAAAAAA.forged';
    await page.context().addCookies([{ name: 'fluxtracker_session', value, url: site.url }]);
    await page.goto('/admin');
    expect(await page.locator('[name=token]').count()).toBe(1);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('starts a job and follows it to its result without being loaded again', async () => {
    const { page, faults } = await site.open();
    await signInAt(page, '/admin');
    await page.fill('[name=blocks]', '100');
    await page.click('[aria-label="Run audit-transactions"]');
    await eventually(() => statusOf(page)).toBe('audit-transactions: running');
    expect(await page.isDisabled('[aria-label="Run audit-transactions"]')).toBe(true);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    Object.assign(site.api.runs[0] ?? {}, { done: 25, total: 100, etaSeconds: 30 });
    await eventually(() => page.textContent('main')).toContain('25 of 100');
    expect(await page.getAttribute('main progress', 'value')).toBe('25');
    Object.assign(site.api.runs[0] ?? {}, { state: 'succeeded', finishedAt: Math.floor(Date.now() / 1000) });
    await eventually(() => statusOf(page)).toBe('audit-transactions: succeeded');
    expect(JSON.parse((await page.textContent('pre')) ?? '')).toEqual({ args: { blocks: 100 } });
    expect(await page.isEnabled('[aria-label="Run audit-transactions"]')).toBe(true);
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('asks no more once nothing runs, nor while nobody looks', async () => {
    const { page } = await site.openOwn();
    await page.clock.install();
    await signInAt(page, '/admin');
    await page.click('[aria-label="Run snapshot"]');
    await eventually(() => statusOf(page)).toBe('snapshot: running');
    const looking = asks();
    await eventually(async () => {
      await passMinute(page);
      return asks();
    }).toBeGreaterThan(looking + 3);
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    const hidden = asks();
    await passMinute(page);
    expect(asks() - hidden).toBeLessThanOrEqual(1);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: false, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    Object.assign(site.api.runs[0] ?? {}, { state: 'failed', error: 'nothing was fresh enough', finishedAt: 1 });
    await eventually(async () => {
      await passMinute(page);
      return await page.textContent('main');
    }).toContain('nothing was fresh enough');
    const done = asks();
    await passMinute(page);
    expect(asks()).toBe(done);
  });

  it('deletes only after the word was typed', async () => {
    const { page } = await site.open();
    await signInAt(page, '/admin');
    await page.click('text=Delete …');
    const button = page.locator('dialog button.danger');
    expect(await button.isDisabled()).toBe(true);
    await page.fill('dialog [name=confirm]', 'clear-revenue');
    expect(await button.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('dialog').count()).toBe(0);
    expect(site.api.runs).toEqual([]);
    await page.click('text=Delete …');
    await page.fill('dialog [name=confirm]', 'clear-revenue-data');
    await button.click();
    await eventually(() => statusOf(page)).toBe('clear-revenue-data: running');
    expect(site.api.runs.map(({ name }) => name)).toEqual(['clear-revenue-data']);
  });

  it('works without scripts: starts, refuses a second start, wants the word', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/admin');
    await signIn(page);
    await page.click('[aria-label="Sync payments now"]');
    await eventually(() => page.url()).toContain('/admin?job=run-0');
    expect(await statusOf(page)).toBe('revenue-sync: running');
    await page.click('text=Delete …');
    await page.fill('[name=confirm]', 'yes');
    await page.locator('details form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await page.click('button:has-text("Delete all payments")');
    await eventually(() => page.textContent('[role=alert]')).toBe(
      'Nothing was deleted: type clear-revenue-data to confirm.'
    );
    site.api.runs.push({ ...site.api.runs[0]!, id: 'other', name: 'backfill', state: 'succeeded' });
    await page.goto('/admin');
    site.api.runs.push({ ...site.api.runs[0]!, id: 'second', name: 'snapshot', state: 'running' });
    await page.click('[aria-label="Run snapshot"]');
    await eventually(() => page.textContent('[role=alert]')).toBe('This job is running already: nothing was started.');
  });

  it('shows the index, the snapshots and the record of calls, refusals among them', async () => {
    const { page } = await site.open();
    await signInAt(page, '/admin');
    await page.click('[aria-label="Run snapshot"]');
    await eventually(() => statusOf(page)).toBe('snapshot: running');
    await page.goto('/admin?view=revenue');
    expect(await page.textContent('main')).toContain('2,099,941');
    await page.goto('/admin?view=snapshots');
    expect(await page.textContent('main')).toContain('90 missing');
    await page.goto('/admin?view=audit');
    const calls = async () =>
      (await page.locator('tbody tr').allTextContents()).map((row) => row.replaceAll(/\s+/g, ' '));
    const reads = (rows: string[]) => rows.filter((row) => /GET .*done/.test(row)).length;
    const changes = await calls();
    expect(changes).toContainEqual(expect.stringMatching(/POST \/api\/admin\/snapshot.*done \(202\)/));
    expect(changes).toContainEqual(expect.stringMatching(/POST .*refused \(401\)/));
    expect(reads(changes)).toBe(0);
    await page.click('text=All calls');
    await eventually(async () => reads(await calls())).toBeGreaterThan(3);
    expect(await page.content()).not.toContain(ADMIN_TOKEN);
  });

  it.each([
    ['light', 360],
    ['dark', 1440],
    ['dark', 2560]
  ] as const)('in the %s theme at %i pixels axe finds nothing and nothing overflows', async (colorScheme, width) => {
    const { page } = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    await page.goto('/admin');
    expect(await violationsOf(page)).toEqual([]);
    await signInAt(page, '/admin');
    for (const path of views) {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      expect(await violationsOf(page), path).toEqual([]);
    }
  });

  // The last one: the address stays locked out for a minute.
  it('locks out after ten wrong tokens and says for how long', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/admin');
    const offer = async (token: string) => {
      await page.fill('[name=token]', token);
      const [answer] = await Promise.all([page.waitForResponse(/signIn/), page.click('main button')]);
      await page.waitForLoadState();
      return answer;
    };
    // Wrong ones of the tests before may count, if they are not a minute old.
    const statuses: number[] = [];
    while (statuses.length < 10 && statuses.at(-1) !== 429) {
      const wrong = await offer(`wrong-token-number-${statuses.length}`);
      statuses.push(wrong.status());
    }
    expect(statuses[0]).toBe(401);
    const answer = await offer(ADMIN_TOKEN);
    expect(answer.status()).toBe(429);
    const seconds = Number(answer.headers()['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(await page.textContent('[role=alert]')).toBe(
      `Too many wrong tokens from your address. Try again in ${seconds} s.`
    );
  });

  const asks = () => site.api.asked.filter((path) => path.startsWith('/api/admin/jobs')).length;
});
