/** Statements that read history: snapshots, and containers per image and day. */
import type { KeySet } from '../../platform/store/rows.ts';
import type { NetworkColumns } from '../../../domain/census/network-columns.ts';

type None = Record<string, never>;
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

export interface HistoryStatements {
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
}

declare module '../../platform/store/store.ts' {
  interface Statements extends HistoryStatements {}
}
