import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeAll, setup, standing } from '../control/test-network.ts';
import type { CensusTruth } from '../census/census-truth.ts';
import type { Truth } from '../control/truth.ts';
import { bucketName } from './bucket.ts';

type Row = Record<string, number | string | null>;
interface Table {
  table: string;
  rowCount: number;
  rows: Row[];
}

const day = (ago: number) => new Date((standing.now - ago * 86_400) * 1_000).toISOString().slice(0, 10);
const folder = `backups/${day(1)}`;

describe('the backup of the simulated network', () => {
  let get: Awaited<ReturnType<typeof setup>>['get'];
  let truth: Truth;
  let tables: Record<string, Table>;
  let now: CensusTruth;
  const read = async (name: string) =>
    JSON.parse((await get(`/s3/${bucketName}/${folder}/${name}.json`)).text) as Table;
  const dailyAt = (ago: number) => tables['daily_snapshots']!.rows.find((row) => row['snapshot_date'] === day(ago));

  beforeAll(async () => {
    const network = await setup({ payments: 600 });
    ({ get } = network);
    truth = await network.truth();
    now = (await network.control('GET', 'census-truth')) as CensusTruth;
    const names = ['daily_snapshots', 'repo_snapshots', 'flux_price_history'];
    tables = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  });
  afterAll(closeAll);

  it('says of every table what it is and how many rows it has', () => {
    for (const [name, { table, rowCount, rows }] of Object.entries(tables)) {
      expect({ table, rowCount }).toEqual({ table: name, rowCount: rows.length });
    }
    expect(tables['daily_snapshots']!.rowCount).toBe(727);
    expect([dailyAt(730), dailyAt(1), dailyAt(221), dailyAt(0)].map((row) => row !== undefined)).toEqual([
      true,
      true,
      false,
      false
    ]);
  });
  it('has the revenue of each day that the chain has', () => {
    const paid = tables['daily_snapshots']!.rows.filter((row) => row['daily_revenue'] !== 0);
    expect(paid.length).toBeGreaterThan(100);
    for (const { snapshot_date, daily_revenue } of paid)
      expect(Math.round(Number(daily_revenue) * 1e8)).toBe(Number(truth.perDay[String(snapshot_date)]!.amountSat));
  });
  it('has the closes of the market', () => {
    const { rows } = tables['flux_price_history']!;
    expect(rows.length).toBeGreaterThan(720);
    for (const { date, price_usd } of rows)
      expect(String(Math.round(Number(price_usd) * 1e8))).toBe(truth.closes[String(date)]);
  });
  it('has fewer nodes and more apps from year to year', () => {
    const trend = [730, 365, 1].map((ago) => dailyAt(ago)!);
    const [first, second, last] = trend.map((row) => [Number(row['node_total']), Number(row['total_apps'])]);
    expect([first![0]! > second![0]!, second![0]! > last![0]!]).toEqual([true, true]);
    expect([first![1]! < second![1]!, second![1]! < last![1]!]).toEqual([true, true]);
  });
  it('meets the present: of what runs today, yesterday had as much within a hundredth', () => {
    const yesterday = dailyAt(1)!;
    const kinds = [
      ['total_apps', now.apps.total],
      ['wordpress_count', now.wordpress.total],
      ['crypto_nodes_total', now.crypto.total],
      ['gaming_apps_total', now.gaming.total],
      ['used_cpu_cores', now.cpu.used / 1_000]
    ] as const;
    for (const [column, today] of kinds) {
      expect(Math.abs(Number(yesterday[column]) - today), column).toBeLessThanOrEqual(Math.max(1, today / 100));
    }
  });
  it('has 0 for what failed', () => {
    expect(dailyAt(500)).toMatchObject({ node_total: 0, node_stratus: 0 });
    expect(dailyAt(77)).toMatchObject({ total_cpu_cores: 0, used_ram_gb: 0 });
    expect(dailyAt(300)).toMatchObject({ total_apps: 0, gaming_apps_total: 0 });
    expect(tables['repo_snapshots']!.rows.some((row) => row['snapshot_date'] === day(300))).toBe(false);
  });
  it('is the same from the same seed', async () => {
    const again = await setup({ payments: 600 });
    for (const [name, table] of Object.entries(tables)) {
      const { text } = await again.get(`/s3/${bucketName}/${folder}/${name}.json`);
      expect(JSON.parse(text)).toEqual(table);
    }
  });
  it('lies in a bucket that is read page by page', async () => {
    const list = (more: string) => get(`/s3/${bucketName}?list-type=2&prefix=backups%2F${more}`);
    const first = await list('');
    expect([...first.text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key)).toEqual([
      `${folder}/daily_snapshots.json`,
      `${folder}/flux_price_history.json`
    ]);
    const token = /<NextContinuationToken>(.*?)</.exec(first.text)?.[1] ?? '';
    const second = await list(`&continuation-token=${encodeURIComponent(token)}`);
    expect(second.text).toContain(`<Key>${folder}/repo_snapshots.json</Key>`);
    expect(second.text).toContain('<IsTruncated>false</IsTruncated>');
  });
  it('refuses what it does not have as S3 does', async () => {
    expect(await get(`/s3/${bucketName}/nothing`)).toMatchObject({ status: 404 });
    expect((await get(`/s3/other?list-type=2`)).text).toContain('<Code>NoSuchBucket</Code>');
    expect((await get(`/s3/${bucketName}/%E0%A4%A`)).text).toContain('<Code>NoSuchKey</Code>');
  });
});
