/**
 * How fast payments are stored, from an empty database: argv = database file or URL of a Supabase project, payments,
 * payments per write, key of the project. Prints JSON.
 *
 * Measured is the write alone, from the call to its acknowledgement: the way to the writing thread and its transaction
 * with facts, rows, roll-ups, search index and cursor. Making the rows is not.
 */
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';
import { batchOf } from './ledger.ts';

endWithParent.start();
const [path = '', count = '', size = '', key = ''] = process.argv.slice(2);
const [total, perWrite] = [Number(count), Number(size)];
const { store, write } = await openBenchStore(path, key);
const tookMs: number[] = [];
for (let from = 0; from < total; from += perWrite) {
  const batch = batchOf({ from, to: Math.min(from + perWrite, total), total });
  const startedAt = performance.now();
  await write(batch);
  tookMs.push(performance.now() - startedAt);
}
const counts = await store.query('get_table_counts', {});
await store.close();
endWithParent.stop();
console.log(JSON.stringify({ tookMs, counts }));
