/** The projector of subscriptions begins beside a writer on a real PostgreSQL that found it not begun and commits after. */
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { openSupabase } from '../../lib/server/platform/store/postgres/supabase.ts';
import { leaseOf, NOON, txidOf } from '../support/factories.ts';
import { isPostgresMissing, migrate, startPostgresProject } from './project.ts';

it.skipIf(isPostgresMissing())('misses nothing of a writer that was under way', async () => {
  await using started = await setup();
  const { writer, store, marked, isWaiting } = started;
  await writer`BEGIN`;
  await writer`INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
    VALUES (${txidOf(1)}, 2100000, ${txidOf(2)}, ${NOON}, '{}')`;
  const begun = store.query('mark_subscriptions', await leaseOf(store, 'subscriptions'));
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
  await writer`COMMIT`;
  await begun;
  expect(await marked()).toEqual([`tx ${txidOf(1)}`]);
  await writer`INSERT INTO chain_transactions (txid, height, block_hash, block_time, payload)
    VALUES (${txidOf(3)}, 2100001, ${txidOf(4)}, ${NOON}, '{}')`;
  expect((await marked()).sort()).toEqual([`tx ${txidOf(1)}`, `tx ${txidOf(3)}`].sort());
});

async function setup() {
  const project = await startPostgresProject();
  await migrate(project);
  const store = openSupabase(project);
  const writer = postgres(project.dbUrl, { max: 1, onnotice: () => undefined });
  return {
    writer,
    store,
    marked: async () => {
      const rows = await project.exec<{ kind: string; key: string }>('SELECT kind, key FROM subscription_changes');
      return rows.map(({ kind, key }) => `${kind} ${key}`);
    },
    /** Whether some session waits for a lock of another. */
    isWaiting: async () => {
      const rows = await project.exec('SELECT 1 FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0');
      return rows.length > 0;
    },
    async [Symbol.asyncDispose]() {
      await writer.end();
      await store.close();
      await project.close();
    }
  };
}
