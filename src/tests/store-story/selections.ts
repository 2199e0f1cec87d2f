/** The story's selections: payments by day, source, kind, name and amount, in every order; payers; apps. */
import type { KeySet } from '../../lib/server/platform/store/rows.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { NOON } from '../support/factories.ts';
import { dayOf } from './payments.ts';
import type { Ask } from './story.ts';

const sources: KeySet = { team: 1, fiat: 1, other: 1 };
const types: KeySet = { git: 1, docker: 1, fluxdrive: 1, unregistered: 1, '': 1 };
const always = { start: '0000-01-01', end: '9999-12-31' };
const wholeLedger = { low_key: '0', high_key: '9007199254740991' };
const anyAmount = { low: '0', high: '9223372036854775807' };

export async function tellSelections(ask: Ask): Promise<void> {
  const some = { start: dayOf(20), end: dayOf(5), sources: keySet(['fiat', 'other']), types: keySet(['git', '']) };
  for (const kinds of [{ ...always, sources, types }, some, { ...some, types: {} }]) {
    await ask('kinds_per_range', kinds);
    for (const direction of [-1, 1] as const) {
      for (const by_amount of [0, 1] as const) {
        const ranges = [
          { low: String(2_000_000n << 16n), high: String(2_000_200n << 16n) },
          { low: String(2_000_300n << 16n), high: String(2_001_000n << 16n) }
        ];
        await ask('payments_of_kinds', { ...kinds, ranges, by_amount, direction, skip: 3, limit: 1_200 });
        for (const driver of ['app', 'payer', 'amount', 'ledger'] as const) {
          const names = { app_name: driver === 'app' ? 'app20' : '', payer: driver === 'payer' ? 't1Payer7' : '' };
          const page = { by_amount, direction, skip: 2, limit: 20 };
          const asked = { ...kinds, ...names, ...wholeLedger, ...page, driver };
          await ask('narrow_payments', { ...asked, ...anyAmount, pattern: '', reach: 5_000 });
          await ask('narrow_payments', { ...asked, low: '1000', high: '9007199254740993', pattern: '%00%', reach: 30 });
        }
      }
      const amounts = { ...kinds, low: '5000', high: '9007199254740993' };
      await ask('payments_by_amount', { ...amounts, direction, skip: 5, limit: 40 });
    }
    for (const reach of [10, 5_000]) await ask('amount_sums', { ...kinds, ...anyAmount, reach });
  }
  await ask('name_sums', { app_name: 'app20', payer: 't1Payer7' });
  await ask('name_sums', { app_name: 'missing', payer: 'missing' });
  await tellPayers(ask);
}

async function tellPayers(ask: Ask): Promise<void> {
  for (const sort of ['revenue', 'usd', 'payments', 'apps', 'first', 'last', 'payer'])
    for (const direction of [-1, 1] as const)
      await ask('payers_page', { pattern: '', sources, sort, direction, skip: 1, limit: 30 });
  const one = { sort: 'revenue', direction: -1, skip: 0, limit: 5 } as const;
  await ask('payers_page', { ...one, pattern: '%payer1%', sources: { team: 1 } });
  await ask('payers_page', { ...one, pattern: '%nobody%', sources });
  for (const payer of ['t1Payer7', 'Unknown', 'missing']) {
    await ask('payer', { payer });
    await ask('apps_of_payer', { payer, limit: 10 });
  }
}

/** After the census: apps as they are listed. */
export async function tellAppList(ask: Ask): Promise<void> {
  const at = { tip: 2_100_000, now: NOON, until: 2_120_160 };
  const all = { ...at, is_whole: 1, ...always, owner: '', pattern: '', direction: -1, skip: 0, limit: 1_000 } as const;
  for (const state of ['all', 'running', 'expiring', 'ended'])
    for (const sort of ['revenue', 'usd', 'payments', 'last', 'instances', 'end', 'name'])
      await ask('app_list', { ...all, state, sort });
  const part = { ...all, state: 'all', sort: 'name', direction: 1, limit: 7 } as const;
  await ask('app_list', { ...part, is_whole: 0, start: dayOf(20), end: dayOf(5), pattern: '%a%' });
  await ask('app_list', { ...part, skip: 10_000 });
  await ask('app_terms', { names: keySet(['shop', 'app20', 'missing']) });
}
