/**
 * What the product has stored after some days on the simulated network: the ledger with a reorganisation, censuses,
 * snapshots and counts per image, revenue of ended days, and texts of which engines might think differently.
 */
import { pino } from 'pino';
import { checkSnapshots } from '../../lib/server/modules/history/snapshots/snapshot-check.ts';
import { finalizeSnapshots } from '../../lib/server/modules/history/snapshots/finished-days.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { payment, plant, TRACKED } from './factories.ts';
import { startSurveyor } from '../census/harness.ts';
import { attachIndexer } from '../sync/harness.ts';

const DAYS = 3;
const DAY = 86_400;
const NAMES = ['=SUM(A1)', 'Äpfel', 'äpfel', "o'brien", 'a"b', '\u{1f680}rocket', '100%_\\', 'ZZ top', 'aa', 'A a'];

/** Fills an empty store; resolves with the moment at which all of it is current, unix seconds. */
export async function liveThrough(store: Store): Promise<number> {
  const kept: Store = { query: (name, args) => store.query(name, args), close: () => Promise.resolve() };
  const surveyor = await startSurveyor({ payments: 600, paymentsPerBlock: 0.1 }, { store: kept });
  const { simulator, upstreams, now } = surveyor;
  const indexer = attachIndexer(simulator, { store: kept, tracked: [TRACKED] });
  const deps = { store: kept, network: upstreams.network, now, log: pino({ level: 'silent' }) };
  try {
    for (let day = 0; day <= DAYS; day++) {
      if (day > 0) {
        surveyor.pass(DAY);
        indexer.pass(DAY);
      }
      await indexer.sync();
      if (day === 1) {
        simulator.reorg({ depth: 40, drop: 1, move: 1, add: 1 });
        await indexer.sync();
      }
      await surveyor.cycle();
      await surveyor.under('revenue', (lease) => finalizeSnapshots(kept, lease));
      await surveyor.under('snapshots', (lease, signal) =>
        checkSnapshots(deps, { lease, signal, progress: () => undefined })
      );
    }
    await plantOddNames(kept);
    return now();
  } finally {
    await indexer.close();
    await surveyor.close();
  }
}

/** Paid before all others, one a day. */
async function plantOddNames(store: Store): Promise<void> {
  const [oldest] = await store.query('payments_in_range', { from_key: '0', to_key: '9007199254740991' });
  const [cursor] = await store.query('sync_cursors', {});
  if (oldest === undefined || cursor === undefined) throw new Error('nothing was synced');
  const payments = NAMES.map((app_name, at) =>
    payment({
      app_name,
      from_address: `t1Buyer${String(at)}`,
      amount_sat: String(10n ** BigInt(at + 7) + 1n),
      usd_micros: at % 3 === 0 ? null : String(at),
      price_source: at % 3 === 0 ? null : 'close',
      block_height: oldest.block_height - (at + 1) * 2_880,
      block_time: oldest.block_time - (at + 1) * DAY
    })
  );
  await plant(store, { payments, tip: cursor.height + 59, completedAt: null });
}
