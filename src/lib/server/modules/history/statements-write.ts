/** Statements that write history: daily snapshots, containers per image and day, and their categories. */
import type { NetworkColumns } from '../../../domain/census/network-columns.ts';
import type { Category } from '../../../domain/apps/products.ts';
import type { Fenced, Telling } from '../../platform/store/rows.ts';
import type { SnapshotRow } from './statements.ts';

type None = Record<string, never>;

/** A new daily snapshot; the other revenue columns follow from the ledger. */
export type NewSnapshot = NetworkColumns &
  Pick<SnapshotRow, 'date' | 'origin' | 'taken_at' | 'revenue_sat' | 'price_e8'>;

/** What an image is by today's tables. */
export interface ImageKind {
  category: Category;
  slug: string;
  label: string;
}

export interface RepoDayRow {
  date: string;
  image_name: string;
  instance_count: number;
  /** Of these, those that count for the image's category. */
  category_count: number;
}

export interface ProductDayRow {
  date: string;
  slug: string;
  instance_count: number;
}

export interface SnapshotStatements {
  future_rows: { args: { today: string; latest: number }; row: { name: string; rows: number } };
  put_times_right: { args: Fenced & { today: string; now: number; latest: number }; row: never };
  store_snapshots: { args: Fenced & Telling & { rows: NewSnapshot[] }; row: never };
  finalize_snapshots: { args: Fenced & { before: string }; row: { date: string } };
  store_repo_rows: {
    args: Fenced & {
      images: Record<string, ImageKind & { repository: string }>;
      rows: RepoDayRow[];
      products: ProductDayRow[];
    };
    row: never;
  };
  drop_product_days: { args: Fenced & { dates: Record<string, 1> }; row: never };
  repo_images: { args: None; row: { id: number; image_name: string; category: Category | null } };
  store_repo_categories: { args: Fenced & { images: Record<string, ImageKind> }; row: never };
  recount_categories: { args: Fenced & { start: string; end: string }; row: never };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends SnapshotStatements {}
}
