/** Rows of the original's other two tables: containers per image and day, closes of days. ZodError for what is no row. */
import * as z from 'zod';
import type { RepoDayRow } from '../../history/module.ts';
import { LegacyDate } from './dates.ts';
import { count, scaled } from './exact.ts';
import type { Findings } from './report.ts';
import { readRow } from './row-reader.ts';

const RepoRow = z.looseObject({ snapshot_date: LegacyDate, image_name: z.string().min(1).max(500) });
const CloseRow = z.looseObject({ date: LegacyDate });

const REPO_COLUMNS = /^(id|snapshot_date|image_name|category|created_at)$/;
const CLOSE_COLUMNS = /^(id|date|source|created_at|updated_at|fetched_at|timestamp)$/;
const PRICE_COLUMNS = ['price_usd', 'price', 'flux_price_usd', 'close'];
const PRICE_DECIMALS = 8;

/** The image's category of then is not taken over: today's tables decide. null: no container. */
export function readRepoRow(given: unknown, findings: Findings): RepoDayRow | null {
  const row = RepoRow.parse(given);
  const read = readRow(row, row.snapshot_date, findings);
  const instances = read.any('instance_count', count);
  for (const column of read.unread()) if (!REPO_COLUMNS.test(column)) findings.leftOut(column);
  if (instances === null || instances === 0) return null;
  const { snapshot_date: date, image_name } = row;
  return { date, image_name, instance_count: instances, category_count: instances };
}

export interface ImportedClose {
  date: string;
  price_e8: string;
}

/** null: the price cannot be. */
export function readCloseRow(given: unknown, findings: Findings): ImportedClose | null {
  const row = CloseRow.parse(given);
  const read = readRow(row, row.date, findings);
  const column = PRICE_COLUMNS.find((name) => row[name] !== undefined) ?? 'price_usd';
  const price = read.some(column, (value) => scaled(value, PRICE_DECIMALS));
  for (const column of read.unread()) if (!CLOSE_COLUMNS.test(column)) findings.leftOut(column);
  return price === null ? null : { date: row.date, price_e8: price.toString() };
}
