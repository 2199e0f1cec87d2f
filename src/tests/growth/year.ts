/**
 * A year of the network at full scale, stored through the product's own statements.
 *
 * Rates are those of the real network, rounded up: 10,000 payments and 28,000 app messages a year (25,000 and 70,000 in the two
 * and a half years since May 2024), 900 images a day of which 20 are new each week, 7,500 containers of which a fifth move
 * every day, 6,700 nodes of which 60 come and go.
 */
import { addDays, startOfDate } from '../../lib/domain/time/periods.ts';
import type { PlacedApp } from '../../lib/server/modules/census/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keySet, type AppMessageRow } from '../../lib/server/platform/store/rows.ts';
import { batchOf } from '../../../bench/store/ledger.ts';
import { leaseOf, noPayments, txidOf } from '../support/factories.ts';

const FIRST_DAY = '2026-01-01';
const CONTAINERS = 7_500;
const MOVED = 1_500;
const NODES = 6_700;
const NODES_CHANGED = 60;
const IMAGES = 900;

export async function storeCensus(store: Store, days: number): Promise<void> {
  const lease = await leaseOf(store, 'census');
  const places = Array.from({ length: CONTAINERS }, (_, at) => placeOf(at, 0));
  for (let day = 0; day < days; day++) {
    const date = addDays(FIRST_DAY, day);
    const at = startOfDate(date) + 600;
    const cycle = { ...lease, at, date, closed_at: at - 600, is_end_uncertain: 0 as const };

    const moving = day === 0 ? [] : Array.from({ length: MOVED }, (_, step) => (day * MOVED + step) % CONTAINERS);
    const closed = moving.map((index) => places[index]).filter((place) => place !== undefined);
    for (const index of moving) places[index] = placeOf(index, day);
    const opened = day === 0 ? places : moving.map((index) => places[index]).filter((place) => place !== undefined);
    await store.query('store_app_observations', { ...cycle, opened, closed });

    const nodes = day === 0 ? NODES : NODES_CHANGED;
    const node = (index: number) => `${txidOf(index)}:0`;
    const first = day === 0 ? 0 : NODES + (day - 1) * NODES_CHANGED;
    await store.query('store_node_observations', {
      ...cycle,
      opened: Array.from({ length: nodes }, (_, index) => ({
        collateral: node(first + index),
        tier: 'cumulus',
        payment_address: 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY'
      })),
      closed: keySet(day === 0 ? [] : Array.from({ length: NODES_CHANGED }, (_, index) => node(first - NODES + index)))
    });

    const newest = Math.floor((day * 20) / 7);
    const names = Array.from({ length: IMAGES }, (_, index) => imageOf(newest + index));
    await store.query('store_repo_rows', {
      ...lease,
      images: Object.fromEntries(
        names.map((name) => [
          name,
          { repository: name.split(':')[0] ?? '', category: 'other', slug: 'image', label: 'Image' }
        ])
      ),
      rows: names.map((image_name, index) => ({ date, image_name, instance_count: 1 + index, category_count: index })),
      products: Array.from({ length: 20 }, (_, index) => ({ date, slug: `game-${index}`, instance_count: 5 }))
    });
  }
}

function placeOf(index: number, day: number): PlacedApp {
  const node = (index * 31 + day * 977) % NODES;
  return {
    app_name: `app${index % 1_900}`,
    ip: `10.${Math.floor(node / 250)}.${node % 250}.${Math.floor(index / 1_900)}:16127`
  };
}

const imageOf = (at: number) => `publisher${at % 300}/image-${at}:v1.2.3`;

const PER_WRITE = 2_000;

export async function storePayments(store: Store, total: number): Promise<void> {
  const lease = await leaseOf(store);
  for (let from = 0; from < total; from += PER_WRITE) {
    const { facts, payments } = batchOf({ from, to: Math.min(from + PER_WRITE, total), total });
    const affected = keySet(payments.map(({ txid }) => txid));
    await store.query('store_payments', { ...noPayments, ...lease, facts, payments, affected });
  }
}

export async function storeMessages(store: Store, total: number): Promise<void> {
  for (let from = 0; from < total; from += PER_WRITE) {
    const messages = Array.from({ length: Math.min(PER_WRITE, total - from) }, (_, at) => messageOf(from + at));
    await store.query('store_app_messages', {
      ...(await leaseOf(store)),
      messages: Object.fromEntries(messages),
      status: {},
      now: 0
    });
  }
}

/** Two components: more than most apps have. */
function messageOf(at: number): [string, AppMessageRow] {
  const component = {
    name: 'server',
    repotag: 'publisher/an-image-of-theirs:v1.2.3',
    cpu: 1.5,
    ramMb: 4_000,
    hddGb: 40
  };
  const row: AppMessageRow = {
    type: at % 3 === 0 ? 'register' : 'update',
    txid: txidOf(5_000_000 + at),
    height: 2_100_000 + at,
    value_sat: '165388268',
    timestamp_ms: 1_770_000_000_000 + at,
    app_name: `anapp${1_770_000_000_000 + (at % 9_000)}`,
    owner: '1CbErtneaX2QVyUfwU7JGB7VzvPgrgc3uC',
    spec_version: 8,
    components: JSON.stringify([component, { ...component, name: 'database' }]),
    instances: 3,
    expire: 88_000,
    end_time: null,
    geolocation: '["acEU"]',
    is_encrypted: 0
  };
  return [txidOf(9_000_000 + at), row];
}
