import { it } from 'vitest';
import { startIndexer } from './harness.ts';
it('x', async () => {
  const indexer = await startIndexer({ payments: 1_500 });
  indexer.simulator.faults({ source: 'blockbook', kinds: ['reset'], rate: 1 });
  console.log(await indexer.sync());
  console.log(
    await indexer.store.query('failed_transactions', { limit: 5 }),
    await indexer.store.query('sync_cursors', {}),
    await indexer.store.query('get_table_counts', {})
  );
  await indexer.close();
});
