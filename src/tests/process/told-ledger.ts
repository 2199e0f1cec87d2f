/** A reader of the log who comes and goes, also over restarts of what it reads, and what its events add up to. */
import { expect } from 'vitest';
import type { ToldEvent } from '../../lib/contract/events/log.ts';
import type { ToldPayment } from '../../lib/contract/ledger/events.ts';
import { getJson } from './api-process.ts';
import { allTransactions } from './api-truth.ts';

interface Page {
  events: ToldEvent[];
  next: number;
}

export function createToldLedger() {
  const all: ToldEvent[] = [];
  const payments = new Map<string, ToldPayment>();
  const apps = new Set<string>();
  const alerts = new Set<string>();
  let after = 0;

  function fold({ type, subject, data }: ToldEvent): void {
    if (type === 'payment.reversed') payments.delete(subject);
    else if (type.startsWith('payment.')) payments.set(subject, data as ToldPayment);
    else if (type === 'app.registered' || type === 'app.updated') apps.add(subject);
    else if (type.startsWith('app.')) apps.delete(subject);
    else if (type === 'alert.opened') alerts.add(subject);
    else if (type === 'alert.closed') alerts.delete(subject);
  }

  return {
    events: () => all,
    apps: () => [...apps].sort(),
    /** Up to the end, in pages of any size; whoever is asked may die meanwhile. Resolves with whether the end was reached. */
    async read(url: string, limit = 1 + Math.floor(Math.random() * 500)): Promise<boolean> {
      for (;;) {
        const page = await getJson<Page>(`${url}/api/events?after=${after}&limit=${limit}`).catch(() => null);
        if (page === null || !Array.isArray(page.events)) return false;
        all.push(...page.events);
        page.events.forEach(fold);
        const isEnd = page.next === after;
        after = page.next;
        if (isEnd) return true;
      }
    },
    /** Exactly what the API shows, once it stands still. */
    async expectShown(url: string): Promise<void> {
      await expect
        .poll(
          async () => {
            await this.read(url);
            const [shown, open] = await Promise.all([allTransactions(url), openAlerts(url)]);
            const told = [...payments.values()].map(({ blockHash: _, ...payment }) => payment);
            const byTxid = (a: { txid: string }, b: { txid: string }) => (a.txid < b.txid ? -1 : 1);
            return {
              payments: differing(told.sort(byTxid), shown.sort(byTxid)),
              alerts: differing([...alerts].sort(), open.sort())
            };
          },
          { timeout: 90_000, interval: 1_000 }
        )
        .toEqual({ payments: [], alerts: [] });
      this.expectSound();
    },
    /** No event twice, none missing: private ones leave gaps in the numbers, and nothing else. */
    expectSound(): void {
      const seqs = all.map(({ seq }) => seq);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      expect(new Set(seqs).size).toBe(seqs.length);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    }
  };
}

function differing(told: unknown[], shown: unknown[]): unknown[] {
  const texts = new Set(shown.map((each) => JSON.stringify(each)));
  const surplus = told.filter((each) => !texts.delete(JSON.stringify(each)));
  return [...surplus, ...texts].slice(0, 3);
}

async function openAlerts(url: string): Promise<string[]> {
  const { alerts } = await getJson<{ alerts: { id: string; closedAt: number | null }[] }>(
    `${url}/api/alerts?limit=100`
  );
  return alerts.filter(({ closedAt }) => closedAt === null).map(({ id }) => id);
}
