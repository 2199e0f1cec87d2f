/** Statements of the API about the network: current figures, snapshots, images, nodes, where an app runs. */
import type { NetworkColumns } from '../../../domain/network-columns.ts';
import type { KeySet } from '../../platform/store/rows.ts';
import type { AppSpecRow, NodeRow } from '../census/statements.ts';
import type { AppRow } from '../ledger/statements-read.ts';

type None = Record<string, never>;
type Missing<Row> = { [Column in keyof Row]: null };
type Days = { start: string; end: string };

export interface SnapshotRow extends NetworkColumns {
  date: string;
  origin: 'observed' | 'backfilled' | 'imported';
  taken_at: number;
  revenue_sat: string | null;
  revenue_usd_micros: string | null;
  payment_count: number | null;
  priced_count: number | null;
  price_e8: string | null;
}

export interface CategoryDayRow {
  date: string;
  slug: string;
  instance_count: number;
}

export interface RepoRow {
  image_name: string;
  repository: string;
  category: 'gaming' | 'crypto' | 'wordpress' | 'other' | null;
  slug: string | null;
  instance_count: number;
}

export type NodePageRow = { total: number } & (NodeRow | Missing<NodeRow>);

export interface AppMessageSpecRow extends Omit<AppSpecRow, 'name' | 'end_height'> {
  registered_height: number | null;
}

export type AppTermRow = Pick<
  AppSpecRow,
  'name' | 'instances' | 'components' | 'is_encrypted' | 'height' | 'end_height' | 'end_time'
>;

export interface NetworkStatements {
  current_metrics_all: { args: None; row: { name: string; value: string; source: string; as_of: number } };
  snapshots_between: { args: Days; row: SnapshotRow };
  snapshot_bounds: {
    args: None;
    row: {
      snapshots: number;
      first_date: string | null;
      last_date: string | null;
      last_taken_at: number | null;
      last_repo_date: string | null;
    };
  };
  first_recognised: {
    args: None;
    row: { category: 'gaming' | 'crypto' | 'wordpress'; slug: string | null; date: string };
  };
  get_category_history: { args: Days & { category: string }; row: { date: string; total: number | null } };
  get_repos_by_category: { args: Days & { category: string }; row: CategoryDayRow };
  get_top_repos_by_category: {
    args: { category: string; date: string; previous: string };
    row: {
      slug: string;
      image_name: string | null;
      instance_count: number;
      previous_count: number;
    };
  };
  get_repo_history_merged: {
    args: Days & { repository: string };
    row: { date: string; instance_count: number };
  };
  get_distinct_repos: { args: None; row: { image_name: string } };
  get_distinct_repo_count: { args: None; row: { images: number } };
  images_of_repository: { args: { repository: string }; row: { image_name: string; first_date: string | null } };
  repos_of_day: { args: { date: string }; row: RepoRow };
  repo_days: { args: { dates: KeySet }; row: { date: string } };
  nodes_page: { args: { tier: string; pattern: string; skip: number; limit: number }; row: NodePageRow };
  apps_on_places: { args: { ips: KeySet }; row: { ip: string; app_name: string } };
  places_of_app: {
    args: { app_name: string };
    row: {
      ip: string;
      from_at: number;
      collateral: string | null;
      tier: NodeRow['tier'] | null;
      country: string | null;
      country_code: string | null;
      provider: string | null;
    };
  };
  observed_app: { args: { app_name: string }; row: { name: string } };
  app_intervals: {
    args: { app_name: string; from: number; to: number };
    row: { from_at: number; to_at: number | null };
  };
  observed_days_between: {
    args: Days & { kind: 'apps' | 'nodes' };
    row: { date: string; last_cycle_at: number };
  };
  app_spec: { args: { app_name: string }; row: AppSpecRow };
  app_message_newest: { args: { app_name: string }; row: AppMessageSpecRow };
  app_revenue: { args: { app_name: string }; row: AppRow };
  app_revenue_by_day: {
    args: Days & { app_name: string };
    row: { date: string; payment_count: number; amount_sat: string };
  };
  apps_deployed: { args: { from: number; to: number }; row: AppTermRow };
  apps_expiring: {
    args: { from: number; to: number; from_time: number; to_time: number };
    row: AppTermRow;
  };
}
