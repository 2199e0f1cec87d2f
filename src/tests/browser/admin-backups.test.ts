/** Backups on the operator's page: what there is, one more, and a restore that says first what it would change. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN } from './admin-api.ts';
import { eventually, skipReason, startSite, type Site } from './site.ts';

describe.skipIf(skipReason !== null)('backups on the operator’s page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(() => {
    site.api.runs.length = 0;
  });
  afterAll(() => site.close());

  it('lists them with size and state, says which is newest and proven, and why one cannot be used', async () => {
    const { page, faults } = await signedIn(true);
    const rows = await page
      .locator('main tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
    expect(rows).toEqual([
      [
        told(/^2026-03-18 newest\s+flux/),
        'complete',
        told(/ago$/),
        '174,605',
        '9.47 MB',
        told(/min ago$/),
        told(/^Restore …/)
      ],
      [told(/^2026-03-18\s+flux/), 'complete', told(/ago$/), '174,001', '9.4 MB', '–', '–'],
      [told(/^2026-03-17\s+flux/), 'incomplete', '–', '–', '–', '–', '–'],
      [told(/^2026-03-16\s+flux/), 'refused', '–', '–', '–', '–', 'its manifest is damaged']
    ]);
    const text = await page.textContent('main');
    expect(text).toContain('2 failed since');
    expect(text).toContain('NoSuchBucket (make the bucket)');
    expect(faults).toEqual([]);
  });

  it.each([true, false])('takes one more and proves the newest, scripts: %s', async (scripts) => {
    for (const [text, job] of [
      ['Back up now', 'backup'],
      ['Prove the newest', 'backup-drill']
    ] as const) {
      const { page } = await signedIn(scripts);
      await page.click(`text=${text}`);
      await eventually(() => statusOf(page)).toBe(`${job}: running`);
      expect(site.api.runs[0]).toMatchObject({ name: job, result: { args: {} } });
    }
  });

  it.each([true, false])('restores a day after a dry run and the word, scripts: %s', async (scripts) => {
    const { page } = await signedIn(scripts);
    await page.click('text=Restore …');
    await page.click('button:has-text("Dry run")');
    await eventually(() => statusOf(page)).toBe('restore: running');
    expect(site.api.runs[0]).toMatchObject({ result: { args: { date: '2026-03-18', dryRun: true } } });
    site.api.runs.length = 0;
    await page.goto('/admin?view=backups', { waitUntil: 'networkidle' });
    await page.click('text=Restore …');
    await page.click('button.danger');
    await eventually(() => page.textContent('[role=alert]')).toBe('Nothing was restored: type restore to confirm.');
    expect(site.api.runs).toEqual([]);
    await page.goto('/admin?view=backups', { waitUntil: 'networkidle' });
    await page.click('text=Restore …');
    await page.fill('[name=confirm]', 'restore');
    await page.click('button.danger');
    await eventually(() => statusOf(page)).toBe('restore: running');
    expect(site.api.runs[0]).toMatchObject({ result: { args: { date: '2026-03-18', dryRun: false } } });
  });

  async function signedIn(javaScriptEnabled: boolean) {
    const opened = await site.open({ javaScriptEnabled });
    await opened.page.goto('/admin', { waitUntil: 'networkidle' });
    await opened.page.fill('[name=token]', ADMIN_TOKEN);
    await opened.page.click('main button:has-text("Sign in")');
    await opened.page.waitForSelector('text=Sign out');
    await opened.page.goto('/admin?view=backups', { waitUntil: 'networkidle' });
    return opened;
  }
});

async function statusOf(page: Page): Promise<string | null> {
  return await page.locator('main > [role=status]').textContent();
}

const told = (text: RegExp) => expect.stringMatching(text) as string;
