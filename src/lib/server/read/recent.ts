/** What many answers are made with, read once while it is true: questions that come together, and for a moment after, share it. */
import type { ReadOptions } from './context.ts';

/** Other processes write too, without telling this one. */
const MAX_AGE_SECONDS = 2;

/** A failure reaches those who waited for it and is not kept. */
export function createRecent<T>(
  { now, dataVersion }: Pick<ReadOptions, 'now' | 'dataVersion'>,
  read: () => Promise<T>
): () => Promise<T> {
  let newest: { version: number; at: number; value: Promise<T> } | null = null;
  return () => {
    const version = dataVersion();
    if (newest?.version === version && now() - newest.at < MAX_AGE_SECONDS) return newest.value;
    const taken = { version, at: now(), value: read() };
    taken.value.catch(() => {
      if (newest === taken) newest = null;
    });
    newest = taken;
    return taken.value;
  };
}
