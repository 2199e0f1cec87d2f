/** Every test that holds the ledger and the census against the truth, once more with a Supabase project as their store. */
import { afterAll, beforeAll, describe } from 'vitest';
import { startPostgres, startPglite, type EngineUnderTest } from '../engines.ts';
import { takeTruthStoresFrom } from '../truth-store.ts';
import { isPostgresMissing } from './project.ts';

const SUITES = [
  'sync/first-sync',
  'sync/reorganisation',
  'sync/repair',
  'sync/faults',
  'census/truth',
  'census/faults'
];

let engine: EngineUnderTest;
beforeAll(async () => {
  engine = await (isPostgresMissing() ? startPglite() : startPostgres());
  takeTruthStoresFrom(async () => {
    const store = await engine.fresh();
    return { query: (name, args) => store.query(name, args), close: () => Promise.resolve() };
  });
});
afterAll(() => engine.close());

describe.each(SUITES)('%s', async (suite) => {
  await import(`../${suite}.test.ts`);
});
