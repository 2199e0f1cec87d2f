/** What an operator does with a document that looks different for good: takes its new shape for the usual one. */
import { adopted } from '../../../domain/drift/drift.ts';
import type { Store } from '../../platform/store/store.ts';
import { watchedOf } from './stored-shape.ts';

interface DeskDeps {
  store: Store;
  now: () => number;
}

const MOST_OPEN = 1_000;

/** `name`: a document, or a source, whose documents are all meant. Resolves with what was open. */
export async function acceptDrift({ store, now }: DeskDeps, name: string): Promise<{ accepted: string[] }> {
  const drifts = await store.query('source_drifts', { limit: MOST_OPEN });
  const open = drifts.filter(
    ({ document, source, closed_at }) => closed_at === null && (document === name || source === name)
  );
  const baselines: Record<string, { baseline: string }> = {};
  for (const { document } of open) {
    const [[shape], [newest]] = await Promise.all([
      store.query('source_shape', { document }),
      store.query('source_drift_newest', { document })
    ]);
    const { baseline, drift } = watchedOf(shape, newest);
    if (baseline !== null && drift !== null)
      baselines[document] = { baseline: JSON.stringify(adopted(baseline, drift)) };
  }
  const accepted = await store.query('accept_source_drift', { baselines, now: now() });
  return { accepted: accepted.map(({ document }) => document).sort() };
}
