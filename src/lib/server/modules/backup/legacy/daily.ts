/**
 * A row of the original's daily_snapshots in our columns and units.
 *
 * Its columns were 0 by default, FLUX was a float, and what is called _gb holds terabytes. A 0 where the network cannot
 * have had none (nodes, machines, containers, a price, a day's revenue) was a failed read and counts as unknown, like
 * everything else that cannot be. Per-game columns become counts per product.
 */
import * as z from 'zod';
import { startOfDate } from '../../../../domain/time/periods.ts';
import { type NewSnapshot, noMetrics, type ProductDayRow } from '../../history/module.ts';
import { LegacyDate } from './dates.ts';
import { count, scaled, scaledNumber } from './exact.ts';
import type { Findings } from './report.ts';
import { readRow, type RowReader } from './row-reader.ts';

export interface DailyRow {
  snapshot: NewSnapshot;
  products: ProductDayRow[];
}

const Row = z.looseObject({ snapshot_date: LegacyDate });

const SAT = 8;
const MILLICORE = 3;
/** A terabyte is a million MB. */
const TB = 6;
const GAME = /^gaming_(?!apps_total$)(\w+)$/;
/** Keys, times, and what follows from other columns. */
const NOT_READ = /^(id|snapshot_date|created_at|updated_at|timestamp)$|_percent$|_utilization$/;
const TAKEN_AFTER_SECONDS = 300;
const FIRST_MILLISECONDS = 1e11;

/** `today`: the running day, whose revenue nobody knows yet. ZodError for what is no row at all. */
export function readDailyRow(given: unknown, { today, findings }: { today: string; findings: Findings }): DailyRow {
  const row = Row.parse(given);
  const date = row.snapshot_date;
  const read = readRow(row, date, findings);
  const revenue = read.some('daily_revenue', (value) => scaled(value, SAT));
  const containers = containersOf(read);
  const games = Object.keys(row).flatMap((column) => gameOf(column, date, read));
  const snapshot: NewSnapshot = {
    ...noMetrics,
    date,
    origin: 'imported',
    taken_at: takenAt(row, date),
    revenue_sat: date < today ? (revenue?.toString() ?? null) : null,
    price_e8: read.some('flux_price_usd', (value) => scaled(value, SAT))?.toString() ?? null,
    ...nodesOf(read),
    ...machinesOf(read),
    ...containers
  };
  for (const column of read.unread()) if (!NOT_READ.test(column)) findings.leftOut(column);
  return { snapshot, products: containers.app_count === null ? [] : games };
}

function nodesOf(read: RowReader) {
  const tiers = [read.some('node_cumulus', count), read.some('node_nimbus', count), read.some('node_stratus', count)];
  const told = read.some('node_total', count);
  const [node_cumulus = null, node_nimbus = null, node_stratus = null] = tiers;
  const sum =
    node_cumulus === null || node_nimbus === null || node_stratus === null
      ? null
      : node_cumulus + node_nimbus + node_stratus;
  if (told !== null && sum !== null && told !== sum) read.impossible('node_total');
  // A tier that could not be read is missing in the total too.
  const isPartial = sum === null && tiers.some((tier) => tier !== null);
  return { node_cumulus, node_nimbus, node_stratus, node_total: sum ?? (isPartial ? null : told) };
}

function machinesOf(read: RowReader) {
  const [cpu_total_millicores, cpu_used_millicores] = totalAndUsed(read, 'cpu_cores', MILLICORE);
  const [ram_total_mb, ram_used_mb] = totalAndUsed(read, 'ram_gb', TB);
  const [storage_total_mb, storage_used_mb] = totalAndUsed(read, 'storage_gb', TB);
  return { cpu_total_millicores, cpu_used_millicores, ram_total_mb, ram_used_mb, storage_total_mb, storage_used_mb };
}

/** Of a total that is unknown no part is known. */
function totalAndUsed(read: RowReader, resource: string, decimals: number): [number | null, number | null] {
  const exact = (value: unknown) => scaledNumber(value, decimals);
  const total = read.some(`total_${resource}`, exact);
  const used = read.some(`used_${resource}`, exact);
  if (total === null && used !== null) read.impossible(`used_${resource}`);
  return total === null ? [null, null] : [total, used];
}

/** When no container was seen, nothing is known of any kind of them. */
function containersOf(read: RowReader): Pick<NewSnapshot, keyof typeof noContainers> {
  const app_count = read.some('total_apps', count);
  const watchtower_count = read.any('watchtower_count', count);
  const git = read.any('gitapps_count', count);
  const docker = read.any('dockerapps_count', count);
  const gaming_count = read.any('gaming_apps_total', count);
  const crypto_count = read.any('crypto_nodes_total', count);
  const wordpress_count = read.any('wordpress_count', count);
  if (app_count === null) return noContainers;
  // Each container is one or the other: none of either was not counted.
  const isSplit = (git ?? 0) + (docker ?? 0) > 0;
  if (git === 0 && !isSplit) read.impossible('gitapps_count');
  if (docker === 0 && !isSplit) read.impossible('dockerapps_count');
  const git_count = isSplit ? git : null;
  const docker_count = isSplit ? docker : null;
  return { app_count, watchtower_count, git_count, docker_count, gaming_count, crypto_count, wordpress_count };
}

const noContainers = {
  app_count: null,
  watchtower_count: null,
  git_count: null,
  docker_count: null,
  gaming_count: null,
  crypto_count: null,
  wordpress_count: null
};

/** Containers of a game; none of them is no row. */
function gameOf(column: string, date: string, read: RowReader): ProductDayRow[] {
  const name = GAME.exec(column)?.[1];
  if (name === undefined) return [];
  const instance_count = read.any(column, count) ?? 0;
  return instance_count === 0 ? [] : [{ date, slug: name.toLowerCase().replaceAll('_', '-'), instance_count }];
}

function takenAt(row: Record<string, unknown>, date: string): number {
  const told = row['created_at'] ?? row['timestamp'];
  const seconds = typeof told === 'number' ? (told > FIRST_MILLISECONDS ? told / 1_000 : told) : NaN;
  return Number.isFinite(seconds) && seconds > 0 ? Math.floor(seconds) : startOfDate(date) + TAKEN_AFTER_SECONDS;
}
