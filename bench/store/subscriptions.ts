/**
 * Adds subscriptions to a planted database: argv = database file, segments. Chains of renewals, gaps and cancellations as the
 * projector would store them, with its days and checkpoints.
 */
import { estimateTime } from '../../src/lib/domain/time/chain-clock.ts';
import { segmentsOf, type LifeMessage } from '../../src/lib/domain/subscriptions/segments.ts';
import { dateOf, eachDay } from '../../src/lib/domain/time/periods.ts';
import { keepCheckpoints } from '../../src/lib/server/modules/subscriptions/ingest/checkpoints.ts';
import { segmentRow } from '../../src/lib/server/modules/subscriptions/ingest/rows.ts';
import type { LinkRow, SubscriptionRow } from '../../src/lib/server/modules/subscriptions/statements.ts';
import { openBenchStore } from './bench-store.ts';
import { endWithParent } from './end-with-parent.ts';
import { FIRST_HEIGHT, LAST_HEIGHT, TRACKED } from './ledger.ts';

const SEGMENTS_PER_APP = 40;
const OWNERS = 3_000;
const APPS_PER_WRITE = 50;
/** Thirty days of blocks, before and since the fork. */
const TERM = 88_000;
const OLD_TERM = 22_000;
const FORK = 2_020_000;
const components = JSON.stringify([{ name: 'main', repotag: 'library/nginx:latest', cpu: 1, ramMb: 1000, hddGb: 10 }]);

endWithParent.start();
const [path = '', count = ''] = process.argv.slice(2);
const apps = Math.round(Number(count) / SEGMENTS_PER_APP);
const { store } = await openBenchStore(path);
const [taken] = await store.query('acquire_lease', { name: 'subscriptions', holder: 'bench', now: 1, expires_at: 2 });
if (taken === undefined) throw new Error('the lease is taken');
const lease = { lease: 'subscriptions', fence: taken.fence };
const none = { links: [], gone_links: {}, removed: {}, dirty_apps: {}, dirty_day: '', events: [] };

for (const kind of ['tx', 'app'] as const) {
  for (;;) {
    const processed = await store.query('subscription_changes_next', { kind, limit: 5_000 });
    if (processed.length === 0) break;
    await store.query('store_subscriptions', { ...lease, ...none, rows: [], processed });
  }
}
for (let app = 0; app < apps; app += APPS_PER_WRITE) {
  const numbers = Array.from({ length: Math.min(APPS_PER_WRITE, apps - app) }, (_, at) => app + at);
  await store.query('store_subscriptions', { ...lease, ...none, rows: numbers.flatMap(lifeOf), processed: [] });
}
const days = eachDay(dateOf(estimateTime(FIRST_HEIGHT)), dateOf(estimateTime(LAST_HEIGHT)));
const perBlock = (LAST_HEIGHT - FIRST_HEIGHT) / days.length;
await store.query('store_subscription_days', {
  ...lease,
  from_date: '2000-01-01',
  days: days.map((date, at) => {
    const height = Math.floor(FIRST_HEIGHT + perBlock * (at + 1));
    const sums = { payment_count: 0, cash_sat: '0', accrued_sat: '0', breakage_sat: '0', deferred_sat: '0' };
    return { date, height, time: estimateTime(height), ...sums };
  }),
  processed: []
});
const { signal } = new AbortController();
const startedAt = performance.now();
const checkpoints = await keepCheckpoints(store, { lease, signal, progress: () => undefined }, () => undefined);
await store.close();
endWithParent.stop();
console.log(JSON.stringify({ segments: apps * SEGMENTS_PER_APP, checkpoints, ms: performance.now() - startedAt }));

/** 33 signs that an address may have. */
function base58Of(number: number): string {
  return String(number).replaceAll('0', 'A').padStart(33, '1');
}

function lifeOf(app: number): SubscriptionRow[] {
  const owner = `1${base58Of(app % OWNERS)}`;
  const step = (LAST_HEIGHT - FIRST_HEIGHT) / SEGMENTS_PER_APP;
  const messages = Array.from({ length: SEGMENTS_PER_APP }, (_, at): LifeMessage => {
    const height = Math.floor(FIRST_HEIGHT + step * at + ((app * 7_919 + at * 104_729) % Math.floor(step * 0.9)));
    const isCancel = at > 0 && (app + at) % 97 === 0;
    return {
      hash: `${app.toString(16).padStart(60, '0')}${at.toString(16).padStart(4, '0')}`,
      type: at === 0 ? 'register' : 'update',
      at: { height, time: estimateTime(height) },
      specVersion: 8,
      expire: isCancel ? 100 : height < FORK ? OLD_TERM : TERM,
      endTime: null,
      depositSat: BigInt(100_000_000 + ((app * 31 + at) % 1_000) * 1_000_000),
      depositUsd: 1_000_000n
    };
  });
  const segments = segmentsOf(messages);
  return segments.map((segment, at) => {
    const { hash, depositSat, at: start, specVersion, expire } = segment.message;
    const link: LinkRow = {
      txid: hash.replace(/^0/, 'f'),
      message_hash: hash,
      height: start.height,
      block_time: start.time,
      is_free: 0,
      amount_sat: String(depositSat),
      usd_micros: '1000000',
      sender: `t1${base58Of(app % OWNERS)}`,
      recipient: TRACKED
    };
    const row = {
      ...{ hash, type: 'update' as const, txid: link.txid, height: start.height, app_name: `bench${app}`, owner },
      ...{
        spec_version: specVersion,
        components,
        instances: 3 + (app % 5),
        expire,
        end_time: null,
        is_encrypted: 0 as const
      }
    };
    return segmentRow(segment, { row, link, next: segments[at + 1], renewals: at });
  });
}
