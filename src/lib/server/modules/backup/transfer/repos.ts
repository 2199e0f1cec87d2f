/**
 * Counts per image and day from JSON, in either of the forms that are around: a list of rows or an object per day. Days
 * that have counts per image already keep theirs.
 */
import * as z from 'zod';
import { isDate } from '../../../../domain/time/periods.ts';
import { keySet } from '../../../platform/store/rows.ts';
import { imagesOf, recategorizeRepos, type RepoDayRow } from '../../history/module.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { ImportRefused } from './refused.ts';

const Instances = z.int().min(0).max(1_000_000);
const Image = z.string().min(1).max(500);
const Rows = z.array(z.looseObject({ snapshot_date: z.string(), image_name: Image, instance_count: Instances }));
const ByDay = z.record(z.string(), z.record(Image, Instances));

/** @throws ImportRefused naming what is not a count of an image on a day */
export function readRepos(text: string, today: string): RepoDayRow[] {
  const rows = flatten(parse(text));
  const seen = new Set<string>();
  const problems = rows.flatMap(({ date, image_name }) => {
    const key = `${date} ${image_name}`;
    const isTwice = seen.has(key);
    seen.add(key);
    if (!isDate(date)) return [`"${date.slice(0, 20)}" is no date (YYYY-MM-DD)`];
    if (date > today) return [`${date} is in the future`];
    return isTwice ? [`${key} is there twice`] : [];
  });
  if (problems.length > 0) throw new ImportRefused(problems);
  return rows.filter(({ instance_count }) => instance_count > 0);
}

/**
 * Answers how many days were added and how many were known. A day is written whole, so that an import that broke off is
 * simply repeated.
 */
export async function importRepos(
  deps: WorkDeps,
  run: Run,
  given: readonly RepoDayRow[]
): Promise<{ added: number; known: number }> {
  const { store } = deps;
  const byDay = Map.groupBy(given, ({ date }) => date);
  const known = await store.query('repo_days', { dates: keySet(byDay.keys()) });
  for (const { date } of known) byDay.delete(date);
  let done = 0;
  for (const [date, rows] of byDay) {
    run.signal.throwIfAborted();
    const images = imagesOf(rows.map(({ image_name }) => image_name));
    await store.query('drop_product_days', { ...run.lease, dates: keySet([date]) });
    await store.query('store_repo_rows', { ...run.lease, images, rows, products: [] });
    run.progress(++done, byDay.size);
  }
  if (done > 0) await recategorizeRepos(deps, run, true);
  return { added: done, known: known.length };
}

function parse(text: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportRefused([`line ${lineOfFault(json)}: it is no JSON: ${reason}`], { cause: error });
  }
}

/** Where it stops being the beginning of JSON: messages of the parser do not always say. */
function lineOfFault(json: string): number {
  let [good, bad] = [0, json.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(json.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return json.slice(0, bad).split('\n').length;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? -1);
    return /Unexpected end|Unterminated/.test(message) || at >= text.length;
  }
}

function flatten(value: unknown): RepoDayRow[] {
  const read = Array.isArray(value) ? Rows.safeParse(value) : ByDay.safeParse(value);
  if (!read.success)
    throw new ImportRefused(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  if (Array.isArray(read.data)) {
    return read.data.map(({ snapshot_date, image_name, instance_count }) =>
      row(snapshot_date, image_name, instance_count)
    );
  }
  return Object.entries(read.data).flatMap(([date, images]) =>
    Object.entries(images).map(([image, count]) => row(date, image, count))
  );
}

function row(date: string, image_name: string, instances: number): RepoDayRow {
  return { date, image_name, instance_count: instances, category_count: instances };
}
