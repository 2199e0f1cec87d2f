/** What a text may be among images: a part of the name of one that ran. */
import { SHOWN_HITS, type Searcher } from '../../platform/search.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readRepoLatest } from './read/repos.ts';

/** Shorter parts fit too many images to mean any of them. */
const MIN_LENGTH = 3;

export function historySearchers({ context }: { context: ReadContext }): Searcher[] {
  return [{ isExact: false, find: async (text) => (text.length < MIN_LENGTH ? null : findImages(context, text)) }];
}

async function findImages(context: ReadContext, text: string) {
  const { repos, asOf, stale } = await readRepoLatest(context);
  const part = text.toLowerCase();
  const found = (repos ?? []).filter(({ image }) => image.toLowerCase().includes(part));
  if (found.length === 0) return null;
  return {
    kind: 'image',
    label: 'Images',
    items: found.slice(0, SHOWN_HITS).map(({ image, instanceCount }) => ({
      title: image,
      detail: `${instanceCount} container${instanceCount === 1 ? '' : 's'}`,
      path: `/repos?search=${encodeURIComponent(image)}`
    })),
    total: found.length,
    totalIsLowerBound: false,
    path: `/repos?search=${encodeURIComponent(text)}`,
    asOf,
    stale
  };
}
