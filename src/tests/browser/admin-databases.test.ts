/** The operator's switch between two databases: what differs comes first, then the target's name has to be typed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAt } from './operator.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

describe.skipIf(skipReason !== null)('two databases on the operator’s page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each([true, false])('shows what differs before it switches the database, scripts: %s', async (scripts) => {
    const { page, faults } = await site.open({ javaScriptEnabled: scripts, bypassCSP: true });
    await signInAt(page, '/admin');
    await visit(page, '/admin?view=databases');
    const [from, to] = (await page.textContent('main'))?.includes('primary in use')
      ? (['primary', 'failover'] as const)
      : (['failover', 'primary'] as const);
    const badge = { primary: 'primary in use', failover: 'standby in use' };
    await page.click('button:has-text("Compare")');
    await eventually(() => page.textContent('main')).toContain('Rows in revenue_transactions');
    const text = await page.textContent('main');
    expect(text).toContain('123,456');
    expect(text).not.toContain('Rows in jobs');
    expect(text).toContain(badge[from]);
    if (scripts) expect(await violationsOf(page)).toEqual([]);
    await page.fill('[name=confirm]', to);
    await page.click('button.danger');
    await eventually(() => page.textContent('main')).toContain(badge[to]);
    expect(faults).toEqual([]);
  });
});
