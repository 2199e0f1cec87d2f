/** Images by containers on the newest day, and the history of the one that the address names. */
import { repoLatest } from '$lib/contract/history/repos';
import { drawChart } from '$lib/ui/chart/model';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { searchFault, textOf } from '$lib/ui/state/url-state';
import { askImageHistory, type ImageChart } from './image-chart';
import { readSelection, selectRepos, type RepoList, type RepoSelection } from './selection';
import type { PageServerLoad } from './$types';

/** Shorter ones are answered too, with more than anybody reads. */
const SEARCH = { min: 3, max: 128 };

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const image = textOf(query, 'image') ?? null;
  const selection = readSelection(query);
  const [list, history] = await Promise.all([
    settle(askList(ask, selection), now),
    image === null ? null : settle(askChart(ask, { image, query, now }), now)
  ]);
  return { image, selection, fault: searchFault(selection.search, SEARCH), list, history };
}) satisfies PageServerLoad;

async function askList(ask: App.Locals['ask'], selection: RepoSelection): Promise<RepoList> {
  const { date, count, total, repos, asOf, stale } = await ask(repoLatest, {});
  return { date, count, total, isKnown: repos !== null, asOf, stale, ...selectRepos(repos ?? [], selection) };
}

async function askChart(ask: App.Locals['ask'], question: Parameters<typeof askImageHistory>[1]): Promise<ImageChart> {
  const history = await askImageHistory(ask, question);
  const { repository, tags, outside } = history;
  return { ...drawChart(history, question.query), repository, tags, outside };
}
