/** Webhooks on the operator's page: one is added, its secret is shown once, it is paused, tested and removed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAt } from './operator.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

const VIEW = '/admin?view=webhooks';

describe.skipIf(skipReason !== null)('webhooks on the operator’s page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each([true, false])('are added with a secret that is shown once, scripts: %s', async (javaScriptEnabled) => {
    const { page, faults } = await site.open({ javaScriptEnabled });
    await signInAt(page, '/admin');
    await visit(page, VIEW);
    const name = javaScriptEnabled ? 'with' : 'without';
    await page.fill('[name=url]', `https://example.org/${name}`);
    await page.check('[value="payment.settled"]');
    await page.click('button:has-text("Add")');
    await eventually(() => page.textContent('main')).toMatch(/whsec_[A-Za-z0-9+/]{43}=/);
    await visit(page, VIEW);
    expect(await page.textContent('main')).not.toContain('whsec_');
    const row = page.locator(`tr:has-text("/${name}")`);
    expect(await row.textContent()).toMatch(/active.*payment\.settled.*operator/);
    await row.locator('button:has-text("Pause")').click();
    await eventually(() => page.locator(`tr:has-text("/${name}")`).textContent()).toContain('paused');
    await page.locator(`tr:has-text("/${name}") button:has-text("Test")`).click();
    await eventually(() => deliveriesOf(page)).toMatch(/webhook\.test.*pending.*none yet/);
    await page.click('button:has-text("Remove the webhook")');
    await eventually(() => page.textContent('[role=alert]')).toBe('Nothing was removed: type remove to confirm.');
    await visit(page, VIEW);
    await page.click(`a:has-text("/${name}")`);
    await page.fill('[name=confirm]', 'remove');
    await page.click('button:has-text("Remove the webhook")');
    await eventually(() => page.textContent('main')).not.toContain(`/${name}`);
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});

const deliveriesOf = (page: Page) => page.locator('section:has-text("Deliveries of")').first().textContent();
