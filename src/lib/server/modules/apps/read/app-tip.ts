/** The height against which the ends of apps are held. There is no default for one that is not known. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { readCurrent } from '../../census/module.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext, readSyncState } from '../../ledger/module.ts';

/** The newest height there is, from the sync or the census, and how fresh it and the list of apps are together. */
export async function readTip(context: ReadContext): Promise<Freshness & { tip: number | null }> {
  const [state, current, readAt] = await Promise.all([
    readSyncState(context),
    readCurrent(context),
    lastReadAt(context.store, 'app-specs')
  ]);
  const specs = current('specs');
  const list = freshnessAt(readAt ?? specs.asOf, context.now(), censusLimitSeconds(context));
  const { tip: censusTip = null } = specs.value ?? {};
  const heights = [
    { tip: state.tip, asOf: state.lastCompleted, stale: state.stale },
    { tip: censusTip, asOf: specs.asOf, stale: specs.stale }
  ].flatMap(({ tip, ...fresh }) => (tip === null ? [] : [{ tip, ...fresh }]));
  const [newest] = heights.toSorted((a, b) => b.tip - a.tip);
  if (list.asOf === null || newest === undefined) return { tip: null, asOf: null, stale: true };
  return { tip: newest.tip, ...oldestOf([list, newest]) };
}
