/**
 * Fills a database with a ledger as if it had been synced: argv = database file, payments. The product started on it is
 * ready at once and goes on from the last block.
 */
import { estimateTime } from '../../src/lib/domain/time/chain-clock.ts';
import { addDays, dateOf, eachDay } from '../../src/lib/domain/time/periods.ts';
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';
import { batchOf, closeOf, FIRST_HEIGHT, LAST_HEIGHT, TRACKED } from './ledger.ts';
import { storeMessages } from './messages-of.ts';

const PER_WRITE = 2_000;
const BLOCKS_PER_DAY = 2_880;
/** Payments of the last days are derived again by every sync; their messages must be there. */
const RECENT_HEIGHT = LAST_HEIGHT - 5 * BLOCKS_PER_DAY;

endWithParent.start();
const [path = '', count = ''] = process.argv.slice(2);
const total = Number(count);
const { store, lease, write } = await openBenchStore(path);
const now = estimateTime(LAST_HEIGHT);
const days = eachDay(addDays(dateOf(estimateTime(FIRST_HEIGHT)), -1), addDays(dateOf(now), -1));

const priced = Object.fromEntries(days.map((date) => [date, { price_e8: String(closeOf(date)) }]));

await store.query('store_closes', {
  ...lease,
  closes: Object.fromEntries(
    Object.entries(priced).map(([date, close]) => [date, { ...close, source: 'imported' as const }])
  ),
  status: {},
  now
});
const startedAt = performance.now();
for (let from = 0; from < total; from += PER_WRITE) {
  const batch = batchOf({ from, to: Math.min(from + PER_WRITE, total), total });
  await storeMessages(
    { store, lease, now },
    batch.payments.filter(({ block_height }) => block_height >= RECENT_HEIGHT)
  );
  await write(batch);
}
const seconds = (performance.now() - startedAt) / 1000;
const status = {
  revenue: { tip: LAST_HEIGHT + 59, tipTime: now, completedAt: now, complete: true },
  messages: { askedAt: now, count: total },
  tracked: [TRACKED]
};
await write(
  { facts: [], payments: [] },
  {
    cursors: { [TRACKED]: { height: LAST_HEIGHT } },
    priced,
    status: Object.fromEntries(Object.entries(status).map(([name, value]) => [name, { value: JSON.stringify(value) }])),
    now
  }
);
await store.close();
endWithParent.stop();
console.log(JSON.stringify({ payments: total, seconds }));
