/**
 * History by today's tables of categories and products: the images are sorted anew, then the totals of every day that
 * has counts per image follow from those. By itself whenever the tables have changed, or when an operator asks.
 *
 * Interrupted half-way it is begun again: the version of the tables is noted last.
 */
import { categoriesVersion } from '../../../../domain/apps/categories.ts';
import { addDays } from '../../../../domain/time/periods.ts';
import type { WorkDeps, Run } from '../../../platform/jobs/run.ts';
import { kindOf } from './image-kinds.ts';
import { readOpsStatus, storeOpsStatus } from '../../../platform/store/documents/ops-status.ts';

const IMAGES_PER_WRITE = 500;
const DAYS_PER_WRITE = 100;

export interface Recategorized {
  images: number;
}

/** `isEvery`: all images, else only those that were never sorted. */
export async function recategorizeRepos(deps: WorkDeps, run: Run, isEvery: boolean): Promise<Recategorized> {
  const { store } = deps;
  const images = (await store.query('repo_images', {})).filter(({ category }) => isEvery || category === null);
  for (let at = 0; at < images.length; at += IMAGES_PER_WRITE) {
    run.signal.throwIfAborted();
    const some = images.slice(at, at + IMAGES_PER_WRITE);
    const kinds = Object.fromEntries(some.map(({ id, image_name }) => [id, kindOf(image_name)]));
    await store.query('store_repo_categories', { ...run.lease, images: kinds });
    run.progress(at + some.length, images.length);
  }
  if (images.length > 0) await recount(deps, run);
  if (isEvery) await storeOpsStatus(deps, run, { categories: { version: categoriesVersion } });
  return { images: images.length };
}

/** Null when the images are sorted by today's tables already. */
export async function recategorizeIfChanged(deps: WorkDeps, run: Run): Promise<Recategorized | null> {
  const { categories } = await readOpsStatus(deps.store);
  if (categories?.version === categoriesVersion) return null;
  return recategorizeRepos(deps, run, true);
}

async function recount({ store }: WorkDeps, { lease, signal }: Run): Promise<void> {
  const [{ first_date: first, last_date: last } = { first_date: null, last_date: null }] = await store.query(
    'snapshot_bounds',
    {}
  );
  if (first === null || last === null) return;
  for (let start = first; start <= last; start = addDays(start, DAYS_PER_WRITE)) {
    signal.throwIfAborted();
    await store.query('recount_categories', { ...lease, start, end: addDays(start, DAYS_PER_WRITE - 1) });
  }
}
