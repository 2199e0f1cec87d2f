/** Backups on the operator's page: what there is, one more, and a restore that says first what it would change. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signInAt, statusOf } from './operator.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

const NEWEST = '20260318T120000Z-1a2b3c4d';
const OLDER = '20260318T060000Z-1a2b3c4d';

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
      [told(/^2026-03-18\s+flux/), 'complete', told(/ago$/), '174,001', '9.4 MB', '–', told(/^Restore …/)],
      [told(/^2026-03-17\s+flux/), 'incomplete', '–', '–', '–', '–', '–'],
      [told(/^2026-03-16\s+flux/), 'refused', '–', '–', '–', '–', 'its manifest is damaged'],
      [told(/^2025-11-01\s+original dashboard\s+flux/), 'complete', '–', '–', '20.5 MB', '–', told(/^Restore …/)]
    ]);
    const text = await page.textContent('main');
    expect(text).toContain('2 failed since');
    expect(text).toContain('NoSuchBucket (make the bucket)');
    expect(faults).toEqual([]);
  });

  it.each([true, false])('takes one more and proves the newest, scripts: %s', async (scripts) => {
    for (const [text, job] of [
      ['Back up now', 'backup'],
      ['Test the newest', 'backup-drill']
    ] as const) {
      const { page } = await signedIn(scripts);
      await page.click(`text=${text}`);
      await eventually(() => statusOf(page)).toBe(`${job}: running`);
      expect(site.api.runs[0]).toMatchObject({ name: job, result: { args: {} } });
    }
  });

  it.each([true, false])('restores a day after a dry run and the word, scripts: %s', async (scripts) => {
    const { page } = await signedIn(scripts);
    // The older one of the day.
    await page.locator('text=Restore …').nth(1).click();
    await page.locator('button:has-text("Dry run")').nth(1).click();
    await eventually(() => statusOf(page)).toBe('restore: running');
    expect(site.api.runs[0]).toMatchObject({ result: { args: { date: '2026-03-18', run: OLDER, dryRun: true } } });
    site.api.runs.length = 0;
    await visit(page, '/admin?view=backups');
    await page.locator('text=Restore …').nth(0).click();
    await page.locator('button.danger').nth(0).click();
    await eventually(() => page.textContent('[role=alert]')).toBe('Nothing was restored: type restore to confirm.');
    expect(site.api.runs).toEqual([]);
    await visit(page, '/admin?view=backups');
    await page.locator('text=Restore …').nth(0).click();
    await page.locator('[name=confirm]').nth(0).fill('restore');
    await page.locator('button.danger').nth(0).click();
    await eventually(() => statusOf(page)).toBe('restore: running');
    expect(site.api.runs[0]).toMatchObject({ result: { args: { date: '2026-03-18', run: NEWEST, dryRun: false } } });
  });

  it('restores the original dashboard’s backup by that name, and says that it replaces history', async () => {
    const { page } = await signedIn(true);
    await page.locator('text=Restore …').nth(2).click();
    expect(await page.locator('main tbody tr').last().textContent()).toMatch(/to replace history/);
    await page.locator('button:has-text("Dry run")').nth(2).click();
    await eventually(() => statusOf(page)).toBe('restore: running');
    expect(site.api.runs[0]).toMatchObject({ result: { args: { date: '2025-11-01', run: 'original', dryRun: true } } });
  });

  async function signedIn(javaScriptEnabled: boolean) {
    const opened = await site.open({ javaScriptEnabled });
    await signInAt(opened.page, '/admin');
    await visit(opened.page, '/admin?view=backups');
    return opened;
  }
});

const told = (text: RegExp) => expect.stringMatching(text) as string;
