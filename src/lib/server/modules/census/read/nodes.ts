/** Nodes of the list, in pages, with what was measured of their machines and what runs there. */
import * as z from 'zod';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/census/nodes.ts';
import { NotFound } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { NodeRow } from '../statements.ts';
import type { NodePageRow } from '../statements.ts';
import { censusLimitSeconds, freshnessAt, likePattern, type ReadContext } from '../../ledger/module.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';

const Amount = z.number().min(0);
const Machine = z.object({
  benchmark: z
    .object({
      cores: Amount,
      ramGb: Amount,
      storageGb: Amount,
      diskWrite: Amount.nullable(),
      eps: Amount.nullable(),
      download: Amount.nullable(),
      upload: Amount.nullable()
    })
    .nullable(),
  locked: z.object({ cores: Amount, ramMb: Amount, storageGb: Amount }).nullable(),
  isDataCenter: z.boolean().nullable()
});

export async function readNodes(
  context: ReadContext,
  { query }: Pick<Parsed<typeof wire.nodes>, 'query'>
): Promise<Answer<typeof wire.nodes>> {
  const { page, limit, search, tier, country, provider, wallet, sort = 'tier', order } = query;
  const { store } = context;
  const [asOf, rows] = await Promise.all([
    lastReadAt(store, 'node-list'),
    store.query('nodes_page', {
      tier: tier ?? '',
      country: country ?? '',
      provider: provider ?? '',
      wallet: wallet ?? '',
      pattern: likePattern(search),
      sort,
      direction: order === 'asc' ? 1 : -1,
      skip: (page - 1) * limit,
      limit
    })
  ]);
  const fresh = freshnessAt(asOf, context.now(), censusLimitSeconds(context));
  if (asOf === null) return { nodes: null, total: null, page, limit, totalPages: null, ...fresh };
  const listed = rows.filter(isNode);
  const apps = await appsOf(context, listed);
  const total = rows[0]?.total ?? 0;
  return {
    nodes: listed.map((row) => nodeOf(row, apps)),
    total,
    page,
    limit,
    totalPages: Math.ceil(total / limit),
    ...fresh
  };
}

/** NotFound where no node has the address. An address without a port is that of all its ports. */
export async function readNode(
  context: ReadContext,
  { params: { ip } }: Pick<Parsed<typeof wire.nodeDetail>, 'params'>
): Promise<Answer<typeof wire.nodeDetail>> {
  const { store } = context;
  const [asOf, rows] = await Promise.all([
    lastReadAt(store, 'node-list'),
    store.query('nodes_of_ip', { ip, pattern: `${ip.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}:%` })
  ]);
  if (rows.length === 0) throw new NotFound('No node has this address now.');
  const apps = await appsOf(context, rows);
  return {
    ip,
    nodes: rows.map((row) => ({
      ...nodeOf(row, apps),
      walletNodes: row.wallet_nodes,
      seenFrom: row.seen_from
    })),
    ...freshnessAt(asOf, context.now(), censusLimitSeconds(context))
  };
}

export async function readNodePlaces(
  context: ReadContext,
  { query: { country } }: Pick<Parsed<typeof wire.nodePlaces>, 'query'>
): Promise<Answer<typeof wire.nodePlaces>> {
  const [asOf, rows] = await Promise.all([
    lastReadAt(context.store, 'node-list'),
    context.store.query('node_places', { country: country ?? '' })
  ]);
  const fresh = freshnessAt(asOf, context.now(), censusLimitSeconds(context));
  if (asOf === null) return { countries: null, providers: null, largest: null, ...fresh };
  const of = (kind: 'country' | 'provider' | 'both') => rows.filter((row) => row.kind === kind);
  return {
    countries: of('country').map(({ code, name, node_count }) => ({ code, name, count: node_count })),
    providers: of('provider').map(({ name, node_count }) => ({ name, count: node_count })),
    largest: of('both').map(({ code, name, node_count }) => ({ code, provider: name, count: node_count })),
    ...fresh
  };
}

function isNode(row: NodePageRow): row is NodePageRow & NodeRow {
  return row.collateral !== null;
}

/** Names of apps by machine; null before a complete look at the network. */
async function appsOf({ store }: ReadContext, rows: NodeRow[]): Promise<Map<string, string[]> | null> {
  const ips = rows.flatMap(({ ip }) => (ip === null ? [] : [ip]));
  const [[watched], placed] = await Promise.all([
    store.query('observed_day_last', { kind: 'apps' }),
    store.query('apps_on_places', { ips: keySet(ips) })
  ]);
  if (watched === undefined) return null;
  const names = new Map(ips.map((ip) => [ip, [] as string[]]));
  for (const { ip, app_name } of placed) names.get(ip)?.push(app_name);
  return names;
}

function nodeOf(row: NodeRow, apps: Map<string, string[]> | null): wire.Node {
  const { benchmark, locked, isDataCenter } =
    row.machine === null
      ? { benchmark: null, locked: null, isDataCenter: null }
      : Machine.parse(JSON.parse(row.machine));
  const names = (row.ip === null ? undefined : apps?.get(row.ip)) ?? null;
  return {
    collateral: row.collateral,
    tier: row.tier,
    paymentAddress: row.payment_address,
    ip: row.ip,
    country: row.country,
    countryCode: row.country_code,
    provider: row.provider,
    isDataCenter,
    benchmark: benchmark && {
      cores: benchmark.cores,
      ramGb: benchmark.ramGb,
      storageGb: benchmark.storageGb,
      diskWriteMBs: benchmark.diskWrite,
      eps: benchmark.eps,
      downloadMbit: benchmark.download,
      uploadMbit: benchmark.upload
    },
    locked: locked && { cores: locked.cores, ramGb: locked.ramMb / 1_000, storageGb: locked.storageGb },
    apps: names && { count: names.length, names },
    since: row.active_since
  };
}
