/** Whatever is written, in whatever order: SQLite and Postgres accept or refuse the same, and answer every question alike. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMemory, startPglite, startPostgres, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { leaseOf } from '../../../../tests/support/factories.ts';
import { backUp } from '../../../../tests/store-story/backup.ts';
import { writeChanges } from '../../../../tests/store-story/changes.ts';
import { reads } from '../../../../tests/store-story/random-reads.ts';
import { write, type Write } from '../../../../tests/store-story/random-writes.ts';
import { isPostgresMissing } from '../../../../tests/supabase/project.ts';
import type { PaymentRow } from './rows.ts';
import type { StatementName, Statements, Store } from './store.ts';

const isLong = Boolean(process.env['LONG']);
const RUNS = isLong ? 60 : 5;
const LIMIT_MS = isLong ? 900_000 : 120_000;
/** The first one says what is right. */
const starts = [startMemory, startPglite, ...(isLong && !isPostgresMissing() ? [startPostgres] : [])];

let engines: EngineUnderTest[];
beforeAll(async () => {
  engines = await Promise.all(starts.map((start) => start()));
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

it(
  'SQLite and Postgres differ in nothing',
  async () => {
    const story = fc.tuple(fc.array(write, { minLength: 25, maxLength: 50 }), reads);
    await fc.assert(
      fc.asyncProperty(story, async ([writes, questions]) => {
        const stores = await Promise.all(engines.map((engine) => engine.fresh()));
        const ledgers = stores.map((): PaymentRow[] => []);
        for (const each of writes) {
          expectSame(await Promise.all(stores.map((store, at) => apply(store, ledgers[at]!, each))));
        }
        for (const { name, args } of questions) {
          expectSame(await Promise.all(stores.map(async (store) => [name, await outcomeOf(ask(store, name, args))])));
        }
        expectSame(await Promise.all(stores.map((store) => backUp(store))));
      }),
      { numRuns: RUNS, endOnFailure: true }
    );
  },
  LIMIT_MS
);

function expectSame([ours, ...others]: unknown[]): void {
  for (const theirs of others) expect(theirs).toEqual(ours);
}

/** What a write came to, its rows in any order; the payments that are stored by then are kept in `ledger`. */
async function apply(store: Store, ledger: PaymentRow[], each: Write): Promise<unknown> {
  if ('ledger' in each) {
    const after = await writeChanges(store, ledger, each.ledger);
    ledger.splice(0, Infinity, ...after);
    return after;
  }
  const held = each.lease === null ? {} : await leaseOf(store, each.lease);
  const outcome = await outcomeOf(ask(store, each.name, { ...each.args, ...held }));
  return Array.isArray(outcome) ? outcome.map((row) => JSON.stringify(row)).sort() : outcome;
}

function ask(store: Store, name: StatementName, args: object): Promise<unknown[]> {
  return store.query(name, args as Statements[typeof name]['args']);
}

async function outcomeOf(answer: Promise<unknown[]>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    const { name, code, retryable } = error as { name: string; code: string; retryable: boolean };
    return { name, code, retryable };
  }
}
