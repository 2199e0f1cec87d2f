/**
 * Two years as the original dashboard exports them: floats for FLUX, terabytes in columns called _gb, 0 for what it failed
 * to read, and one document `{table, exportedAt, rowCount, rows}` per table. What was paid on a day is what the simulated
 * chain says, prices are the market's.
 */
import { dateText, dayOf, daySeconds } from '../clock.ts';
import type { Simulation } from '../simulation.ts';
import { Past, type PastDay } from './past.ts';

const days = 730;
/** Minutes after midnight at which the original took its snapshots. */
const takenMinutes = 7;
const games = ['minecraft', 'palworld', 'enshrouded', 'valheim', 'satisfactory'];

export interface LegacyBackup {
  /** Day on which it was made: the last one that it holds. */
  date: string;
  tables: { name: string; text: string }[];
}

export function writeBackup(simulation: Simulation): LegacyBackup {
  const { network, market } = simulation;
  const past = new Past(network.seed, simulation.censusTruth());
  const { perDay, closes } = simulation.truth();
  const today = dayOf(simulation.clock.now());
  const exportedAt = new Date(today * daySeconds * 1_000).toISOString();
  const daily: object[] = [];
  const repos: object[] = [];
  const prices: object[] = [];
  for (let ago = days; ago >= 1; ago--) {
    const snapshot_date = dateText(today - ago);
    const taken = (today - ago) * daySeconds + takenMinutes * 60;
    const close = closes[snapshot_date];
    if (close !== undefined)
      prices.push({ id: prices.length + 1, date: snapshot_date, price_usd: Number(close) / 1e8 });
    const day = past.day(ago);
    if (day === null) continue;
    const paid = Number(perDay[snapshot_date]?.amountSat ?? 0) / 1e8;
    const row = dailyRow(day, { paid, price: market.priceAt(taken) });
    daily.push({ id: daily.length + 1, snapshot_date, ...row, created_at: taken * 1_000 });
    for (const [image_name, instance_count] of Object.entries(day.images)) {
      repos.push({ id: repos.length + 1, snapshot_date, image_name, instance_count, category: null });
    }
  }
  const table = (name: string, rows: object[]) => ({
    name,
    text: JSON.stringify({ table: name, exportedAt, rowCount: rows.length, rows })
  });
  return {
    date: dateText(today - 1),
    tables: [table('daily_snapshots', daily), table('repo_snapshots', repos), table('flux_price_history', prices)]
  };
}

function dailyRow(day: PastDay, { paid, price }: { paid: number; price: number }): object {
  const { nodes, cpu, ram, storage, apps } = day;
  const [cores, terabytes] = [1_000, 1_000_000];
  return {
    daily_revenue: paid,
    flux_price_usd: price,
    node_cumulus: nodes.cumulus,
    node_nimbus: nodes.nimbus,
    node_stratus: nodes.stratus,
    node_total: nodes.total,
    total_cpu_cores: Math.round(cpu.total / cores),
    used_cpu_cores: cpu.used / cores,
    cpu_utilization_percent: percent(cpu),
    total_ram_gb: ram.total / terabytes,
    used_ram_gb: ram.used / terabytes,
    ram_utilization_percent: percent(ram),
    total_storage_gb: storage.total / terabytes,
    used_storage_gb: storage.used / terabytes,
    storage_utilization_percent: percent(storage),
    total_apps: apps.total,
    watchtower_count: apps.watchtower,
    gitapps_count: apps.git,
    dockerapps_count: apps.docker,
    gaming_apps_total: day.gaming,
    ...Object.fromEntries(games.map((game) => [`gaming_${game}`, day.games[game] ?? 0])),
    crypto_nodes_total: day.crypto,
    wordpress_count: day.wordpress
  };
}

function percent({ total, used }: { total: number; used: number }): number {
  return total === 0 ? 0 : (used / total) * 100;
}
