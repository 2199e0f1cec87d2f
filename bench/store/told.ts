/**
 * What telling costs: the same payments stored twice, with their events and without, in turns, so that whatever else the machine
 * does falls on both: argv = folder, payments, payments per write, `history` (as a first sync tells them: the statement makes the
 * events itself) or `news` (as they are found in service: each with an event of its own). Prints JSON.
 */
import { join } from 'node:path';
import { paymentSeen } from '../../src/lib/contract/ledger/events.ts';
import { transactionOf } from '../../src/lib/server/modules/ledger/payment-wire.ts';
import type { StorePaymentsArgs } from '../../src/lib/server/modules/ledger/statements-ingest.ts';
import { eventOf } from '../../src/lib/server/platform/events/event.ts';
import type { PaymentRow } from '../../src/lib/server/platform/store/rows.ts';
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';
import { batchOf } from './ledger.ts';

endWithParent.start();
const [folder = '', count = '', size = '', how = ''] = process.argv.slice(2);
const [total, perWrite] = [Number(count), Number(size)];
const sides = await Promise.all(
  ['told', 'untold'].map(async (name) => ({ name, ...(await openBenchStore(join(folder, `${name}.sqlite3`))) }))
);
const tookMs: Record<string, number[]> = { told: [], untold: [] };
for (let from = 0, turn = 0; from < total; from += perWrite, turn++) {
  const batch = batchOf({ from, to: Math.min(from + perWrite, total), total });
  const told = tellingOf(batch.payments);
  for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
    const startedAt = performance.now();
    await side.write(batch, side.name === 'told' ? told : { history: 0 });
    tookMs[side.name]?.push(performance.now() - startedAt);
  }
}
const events: Record<string, number> = {};
for (const { name, store } of sides) {
  events[name] = (await store.query('event_head', {}))[0]?.seq ?? 0;
  await store.close();
}
endWithParent.stop();
console.log(JSON.stringify({ tookMs, events }));

function tellingOf(payments: PaymentRow[]): Partial<StorePaymentsArgs> {
  if (how === 'history') return { history: 1 };
  const eventFor = (row: PaymentRow) =>
    eventOf(
      paymentSeen,
      { ...transactionOf(row), blockHash: row.block_hash },
      { at: row.block_time, height: row.block_height, of: row.block_hash }
    );
  return { history: 0, events: payments.map(eventFor) };
}
