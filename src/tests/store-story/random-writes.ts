/** Writes of every kind with random content, as fast-check makes them: each holds a row once, as the product sees to it. */
import fc from 'fast-check';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { StatementName } from '../../lib/server/platform/store/store.ts';
import { NOON } from '../support/factories.ts';
import { changes, type Change } from './changes.ts';

/** Either a change of the ledger, or a statement under the lease of its name (null: it takes none). */
export type Write = { ledger: Change[] } | { name: StatementName; lease: string | null; args: object };

/** Few, so that writes meet. */
export const word = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'A', 'ä', 'Ä', 'a%b', `o'h"`, 'a\nb', '\u{1f680}'), weight: 15 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 }
);
export const day = fc.constantFrom('2026-03-15', '2026-03-16', '2026-03-17', '2026-03-18');
export const time = fc.integer({ min: NOON - 1_000, max: NOON });
const small = fc.constantFrom(0, 1, 7, 2_147_483_647);
const large = fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER);
const money = fc.constantFrom('1', '9007199254740993', '44000000000000000');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 3 });
const flag = fc.constantFrom(0, 1);
const tier = fc.constantFrom('cumulus', 'nimbus', 'stratus');
const category = fc.constantFrom('gaming', 'crypto', 'wordpress', 'other');
const some = { maxLength: 6, size: 'max' } as const;
const status = fc.dictionary(word, fc.record({ value: word }), { maxKeys: 2 });
const keys = (arbitrary: fc.Arbitrary<string>) => fc.uniqueArray(arbitrary, some).map(keySet);
const byKey = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });

const counts = Object.fromEntries(
  [
    ...['node_cumulus', 'node_nimbus', 'node_stratus', 'node_total', 'wallet_count', 'app_count', 'watchtower_count'],
    ...['git_count', 'docker_count', 'resolved_count', 'gaming_count', 'crypto_count', 'wordpress_count']
  ].map((name) => [name, maybe(small)])
);
const sums = Object.fromEntries(
  [
    ...['collateral_cumulus_flux', 'collateral_nimbus_flux', 'collateral_stratus_flux', 'cpu_total_millicores'],
    ...['cpu_used_millicores', 'ram_total_mb', 'ram_used_mb', 'storage_total_mb', 'storage_used_mb']
  ].map((name) => [name, maybe(large)])
);
const snapshot = fc.record({
  date: fc.oneof({ arbitrary: day, weight: 15 }, { arbitrary: fc.constant('2026-3-15'), weight: 1 }),
  origin: fc.constantFrom('observed', 'backfilled', 'imported'),
  taken_at: time,
  revenue_sat: maybe(money),
  price_e8: maybe(money),
  ...counts,
  ...sums
});
const message = fc.record({
  ...{ type: fc.constantFrom('register', 'update'), txid: word, height: small, value_sat: money, timestamp_ms: large },
  ...{ app_name: word, owner: word, spec_version: small, components: word, instances: maybe(small) },
  ...{ expire: maybe(small), end_time: maybe(large), geolocation: word, is_encrypted: flag }
});
const app = fc.record({
  ...{ name: word, owner: word, spec_version: small, hash: word, height: small, end_height: maybe(small) },
  ...{
    end_time: maybe(large),
    instances: maybe(small),
    expire: maybe(small),
    components: word,
    geolocation: word,
    is_encrypted: flag
  }
});
const node = fc.record({
  ...{ collateral: word, tier, payment_address: word, ip: maybe(word), active_since: maybe(large) },
  ...{ country: maybe(word), country_code: maybe(word), provider: maybe(word), machine: maybe(word) }
});
const placed = fc.record({ app_name: word, ip: word, replica: fc.constantFrom('', 'r1') });
const kind = fc.record({ category, slug: word, label: word });
/** Ids that meet, from batch to batch and within one. */
const told = fc.array(
  fc.record({
    ...{ id: fc.oneof(word, fc.constantFrom('x', 'x:1', 'x:2')), type: word, version: small, subject: word },
    ...{ height: maybe(small), at: time, data: word, recurs: flag }
  }),
  some
);
const cycle = { at: time, date: day, closed_at: time, is_end_uncertain: flag };
const portable = (text: string) => text.replaceAll('\0', '');
const once = <T>(row: fc.Arbitrary<T>, keyOf: (row: T) => string) =>
  fc.uniqueArray(row, { ...some, selector: (each) => portable(keyOf(each)) });
const placeOf = ({ app_name, ip, replica }: { app_name: string; ip: string; replica: string }) =>
  JSON.stringify([portable(app_name), portable(ip), replica]);

const of = (name: StatementName, lease: string | null, args: fc.Arbitrary<object>): fc.Arbitrary<Write> =>
  args.map((given) => ({ name, lease, args: given }));
const nothing = fc.constant({});

export const write: fc.Arbitrary<Write> = fc.oneof(
  { arbitrary: changes.map((ledger) => ({ ledger })), weight: 6 },
  of('store_app_messages', 'revenue', fc.record({ messages: byKey(word, message), status, now: time })),
  of(
    'store_closes',
    'prices',
    fc.record({
      closes: byKey(day, fc.record({ price_e8: money, source: fc.constantFrom('imported', 'binance', 'coingecko') })),
      status,
      now: time
    })
  ),
  of('store_metric', 'prices', fc.record({ name: word, value: word, source: word, as_of: time })),
  of('store_status', 'revenue', fc.record({ status, now: time })),
  of('tell', 'revenue', fc.record({ status, now: time, events: told })),
  of('events_prune', null, fc.record({ before: time, limit: fc.constantFrom(1, 3, 20) })),
  of('store_tracked', 'revenue', fc.record({ status, kept: keys(word), now: time })),
  of('reset_cursors', 'revenue', nothing),
  of('store_nodes', 'census', fc.record({ nodes: once(node, (row) => row.collateral), has_machines: flag })),
  of('remove_nodes', 'census', fc.record({ collaterals: keys(word) })),
  of('store_apps', 'census', fc.record({ apps: once(app, (row) => row.name), events: told })),
  of('adopt_spec_ends', 'census', nothing),
  of('remove_apps', 'census', fc.record({ names: keys(word), events: told })),
  of(
    'store_app_observations',
    'census',
    fc.record({ opened: once(placed, placeOf), closed: once(placed, placeOf), ...cycle })
  ),
  of(
    'store_node_observations',
    'census',
    fc.record({
      opened: once(fc.record({ collateral: word, tier, payment_address: word }), (row) => row.collateral),
      closed: keys(word),
      ...cycle
    })
  ),
  of('store_snapshots', 'snapshots', fc.record({ rows: once(snapshot, (row) => row.date), events: told })),
  of('finalize_snapshots', 'revenue', fc.record({ before: day })),
  of(
    'store_repo_rows',
    'snapshots',
    fc.record({
      images: byKey(word, fc.record({ category, slug: word, label: word, repository: word })),
      rows: once(
        fc.record({ date: day, image_name: word, instance_count: small, category_count: small }),
        (row) => `${row.date} ${row.image_name}`
      ),
      products: once(fc.record({ date: day, slug: word, instance_count: small }), (row) => `${row.date} ${row.slug}`)
    })
  ),
  of('drop_product_days', 'snapshots', fc.record({ dates: keys(day) })),
  of('store_repo_categories', 'snapshots', fc.record({ images: byKey(fc.constantFrom('1', '2', '9'), kind) })),
  of('recount_categories', 'snapshots', fc.record({ start: day, end: day })),
  of(
    'job_start',
    null,
    fc.record({
      ...{ id: word, name: word, requested_by: word, arguments: word, holder: word, none_since: maybe(time), now: time }
    })
  ),
  of('job_progress', null, fc.record({ id: word, done: maybe(large), total: maybe(large), now: time })),
  of(
    'job_finish',
    null,
    fc.record({
      ...{ id: word, state: fc.constantFrom('succeeded', 'failed', 'interrupted', 'odd') },
      ...{ error: maybe(word), result: maybe(word), now: time, events: told }
    })
  ),
  of('jobs_interrupted', null, fc.record({ silent_since: time, now: time })),
  of('put_times_right', 'snapshots', fc.record({ today: day, now: time, latest: time })),
  of('jobs_prune', null, fc.record({ before: time, routine_before: time, limit: fc.constantFrom(1, 20) })),
  of('audit_prune', null, fc.record({ keep: fc.constantFrom(0, 1, 3), before: time, limit: fc.constantFrom(1, 20) })),
  of(
    'audit_append',
    null,
    fc.record({
      id: word,
      now: time,
      actor: fc.oneof(word, fc.constant('nobody')),
      client: word,
      action: word,
      detail: word,
      outcome: word
    })
  )
);
