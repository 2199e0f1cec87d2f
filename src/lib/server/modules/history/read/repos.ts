/** Containers per image: which images there are, how many ran each on a day. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/history/repos.ts';
import { productOf, repositoryOf } from '../../../../domain/apps/categories.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { NotFound } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { RepoRow } from '../statements.ts';
import { rangeOf, type ReadContext } from '../../ledger/module.ts';
import { isSince } from './recognised.ts';
import { readSnapshotState, repoFreshness } from './snapshot-state.ts';

export async function readRepoList(context: ReadContext): Promise<Answer<typeof wire.repoList>> {
  const [state, rows] = await Promise.all([readSnapshotState(context), context.store.query('get_distinct_repos', {})]);
  const images = rows.map(({ image_name }) => image_name);
  return {
    count: images.length === 0 && state.lastRepoDate === null ? null : images.length,
    images,
    ...repoFreshness(state, context.now())
  };
}

/** NotFound for a repository that was never seen: its history is not a row of zeros. Nor is the time before it was. */
export async function readRepoHistory(
  context: ReadContext,
  { query }: Pick<Parsed<typeof wire.repoHistory>, 'query'>
): Promise<Answer<typeof wire.repoHistory>> {
  const { store } = context;
  const repository = repositoryOf(query.image);
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const dates = eachDay(start, end);
  const [state, images, days, rows] = await Promise.all([
    readSnapshotState(context),
    store.query('images_of_repository', { repository }),
    store.query('repo_days', { dates: keySet(dates) }),
    store.query('get_repo_history_merged', { repository, start, end })
  ]);
  if (images.length === 0) throw new NotFound('No container of that image was ever seen.');
  const firstDate =
    images
      .map(({ first_date }) => first_date)
      .filter((date) => date !== null)
      .toSorted()[0] ?? null;
  const counts = new Map(days.filter(({ date }) => isSince(date, firstDate)).map(({ date }) => [date, 0]));
  for (const { date, instance_count } of rows) counts.set(date, instance_count);
  return {
    repository,
    images: images.map(({ image_name }) => image_name),
    count: dates.length,
    data: dates.map((date) => ({ date, instanceCount: counts.get(date) ?? null })),
    firstDate,
    ...repoFreshness(state, context.now())
  };
}

export async function readRepoLatest(context: ReadContext): Promise<Answer<typeof wire.repoLatest>> {
  const state = await readSnapshotState(context);
  const fresh = repoFreshness(state, context.now());
  const date = state.lastRepoDate;
  if (date === null) return { date, count: null, total: null, repos: null, ...fresh };
  const repos = (await context.store.query('repos_of_day', { date })).map(repoOf);
  const total = repos.reduce((sum, { instanceCount }) => sum + instanceCount, 0);
  return { date, count: repos.length, total, repos, ...fresh };
}

function repoOf({ image_name, repository, category, slug, instance_count }: RepoRow) {
  const label = slug === null ? null : productOf(slug).label;
  return { image: image_name, repository, category, slug, label, instanceCount: instance_count };
}
