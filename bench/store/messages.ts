/**
 * Adds the messages of all payments to a planted ledger, as a product has them that has synced it: argv = database file, payments.
 * Without them a replay would find most payments without the app that they are stored with.
 */
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';
import { batchOf } from './ledger.ts';
import { storeMessages } from './messages-of.ts';

const PER_WRITE = 2_000;

endWithParent.start();
const [path = '', count = ''] = process.argv.slice(2);
const total = Number(count);
const { store, lease } = await openBenchStore(path);
for (let from = 0; from < total; from += PER_WRITE) {
  const { payments } = batchOf({ from, to: Math.min(from + PER_WRITE, total), total });
  await storeMessages({ store, lease, now: 1 }, payments);
}
await store.close();
endWithParent.stop();
