/**
 * The ledger after any sequence of writes, on every engine: roll-ups, page index and search index are what the payments
 * themselves add up to.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type EngineName, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { TRACKED, txidOf, plainSearch } from '../../../../tests/support/factories.ts';
import { history, writeChanges } from '../../../../tests/store-story/changes.ts';
import { formatFlux } from '../../../domain/money/money.ts';
import { needleOf } from '../../modules/ledger/read/search.ts';
import { keySet, type PaymentRow } from './rows.ts';
import type { Store } from './store.ts';

const STARTING_MS = 120_000;
/** A fresh database costs most where it has threads or a server. */
const RUNS: Record<EngineName, number> = {
  'SQLite in memory': 60,
  'SQLite with threads': 4,
  'Supabase on PGlite': 5,
  'Supabase on PostgreSQL': 5
};
const needles = [
  'shop',
  'hop',
  'ärg',
  'a%b',
  't1b',
  '_%x',
  'nown',
  '.50',
  '000',
  '45678',
  '-03-1',
  'nry',
  ...[0, 1, 2].map((at) => txidOf(at).slice(9, 14))
];

describeEngines((start, name) => {
  let engine: EngineUnderTest;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  afterAll(() => engine.close());

  it(
    'keeps what it derives equal to the payments through every change',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (batches) => {
          const store = await engine.fresh();
          let stored: PaymentRow[] = [];
          for (const batch of batches) {
            stored = await writeChanges(store, stored, batch);
            await expectConsistent(store, stored);
          }
        }),
        { numRuns: RUNS[name] }
      );
    },
    STARTING_MS
  );
});

async function expectConsistent(store: Store, rows: PaymentRow[]): Promise<void> {
  const highest = String(Number.MAX_SAFE_INTEGER);
  expect(await store.query('payments_in_range', { from_key: '0', to_key: highest })).toEqual(rows);

  const days = Object.entries(Object.groupBy(rows, ({ date }) => date)).sort();
  expect(await store.query('rollup_days', {})).toEqual(days.map(([date, of = []]) => ({ date, ...sumOf(of) })));
  for (const [date, of = []] of days) {
    const sources = Object.entries(Object.groupBy(of, ({ source }) => source)).sort();
    expect(await store.query('revenue_by_source', { start: date, end: date })).toEqual(
      sources.map(([source, those]) => ({ source, ...sumOf(those) }))
    );
  }

  const named = Map.groupBy(
    rows.filter(({ app_name }) => app_name !== null),
    ({ app_name }) => app_name
  );
  const apps = await store.query('get_app_analytics', { pattern: '', skip: 0, limit: 100 });
  expect(
    new Map(apps.filter(({ app_name }) => app_name !== null).map(({ app_name, ...row }) => [app_name, row]))
  ).toEqual(
    new Map(
      [...named].map(([name, of]) => [
        name,
        {
          ...sumOf(of),
          app_type: of.at(-1)!.app_type,
          first_payment: of[0]!.block_time,
          last_payment: of.at(-1)!.block_time,
          total: named.size,
          revenue_sat: String(rows.reduce((sum, row) => sum + BigInt(row.amount_sat), 0n))
        }
      ])
    )
  );

  const ranges = await store.query('payments_per_range', {});
  const perRange = Map.groupBy(rows, ({ block_height, source }) => `${Math.floor(block_height / 1_000)} ${source}`);
  expect(new Map(ranges.map((row) => [`${row.block_range} ${row.source}`, row.payment_count]))).toEqual(
    new Map([...perRange].map(([range, of]) => [range, of.length]))
  );
  await expectFindable(store, rows);
}

async function expectFindable(store: Store, rows: PaymentRow[]): Promise<void> {
  for (const text of needles) {
    const needle = needleOf(text);
    const addresses = keySet([TRACKED].filter((each) => each.toLowerCase().includes(needle.needle)));
    const every = { sources: { team: 1, fiat: 1, other: 1 }, cap: 100, skip: 0, limit: 100 } as const;
    const found = await store.query('search_payments', { ...plainSearch, ...needle, addresses, ...every });
    const expected = rows
      .filter((row) => fieldsOf(row).some((field) => lower(field).includes(needle.needle)))
      .reverse();
    expect([text, found.flatMap(({ txid }) => txid ?? [])]).toEqual([text, expected.map(({ txid }) => txid)]);
  }
}

function sumOf(rows: PaymentRow[]) {
  const priced = rows.filter(({ usd_micros }) => usd_micros !== null);
  return {
    payment_count: rows.length,
    amount_sat: String(rows.reduce((sum, { amount_sat }) => sum + BigInt(amount_sat), 0n)),
    usd_micros: String(priced.reduce((sum, { usd_micros }) => sum + BigInt(usd_micros!), 0n)),
    priced_count: priced.length
  };
}

function fieldsOf(row: PaymentRow): string[] {
  return [row.txid, row.address, row.from_address, row.app_name ?? '', formatFlux(BigInt(row.amount_sat)), row.date];
}

/** As the engines do: ASCII letters only. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
