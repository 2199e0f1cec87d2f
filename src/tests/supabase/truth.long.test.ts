/** Every test that holds the ledger and the census against the truth, once more with a Supabase project as their store. */
import { afterAll, beforeAll, describe } from 'vitest';
import { startPglite, startPostgres, type EngineUnderTest } from '../support/engines.ts';
import { takeTruthStoresFrom } from '../support/truth-store.ts';
import { isPostgresMissing } from './project.ts';

/** Each in a group of its own, which its hooks are for. */
const suites = {
  'census/faults': () => import('../census/faults.test.ts'),
  'census/truth': () => import('../census/truth.test.ts'),
  'sync/faults': () => import('../sync/faults.test.ts'),
  'sync/first-sync': () => import('../sync/first-sync.test.ts'),
  'sync/reorganisation': () => import('../sync/reorganisation.test.ts'),
  'sync/repair': () => import('../sync/repair.test.ts')
};

let engine: EngineUnderTest;
beforeAll(async () => {
  engine = await (isPostgresMissing() ? startPglite() : startPostgres());
  takeTruthStoresFrom(async () => {
    const store = await engine.fresh();
    return { query: (name, args) => store.query(name, args), close: () => Promise.resolve() };
  });
});
afterAll(() => engine.close());

describe.each(Object.entries(suites))('%s', async (_, register) => {
  await register();
});
