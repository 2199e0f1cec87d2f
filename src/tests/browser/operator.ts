/** What an operator does on their page: signing in, and letting time pass. */
import type { Page } from 'playwright-core';
import { ADMIN_TOKEN } from './admin-api.ts';
import { visit } from './site.ts';

/** By the page's clock, in steps in which answers can come; what it asked has arrived. */
export async function passMinute(page: Page): Promise<void> {
  for (let step = 0; step < 12; step += 1) {
    await page.clock.runFor(5_000);
    await page.evaluate(async () => {
      await fetch('/robots.txt', { cache: 'no-store' });
    });
  }
}

export async function signIn(page: Page): Promise<void> {
  await page.fill('[name=token]', ADMIN_TOKEN);
  await page.click('main button:has-text("Sign in")');
  await page.waitForSelector('text=Sign out');
}

export async function signInAt(page: Page, path: string): Promise<void> {
  await visit(page, path);
  await signIn(page);
}

/** What the page says of the job that was started. */
export async function statusOf(page: Page): Promise<string | null> {
  return await page.locator('main > [role=status]').textContent();
}
