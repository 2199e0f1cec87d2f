/** Has ready what is dear to make, before a visitor asks: after a start, after each change, and before it grows old. */
import { type ReadContext, readKnownDays, readSyncState } from '../../ledger/module.ts';
import { readBought } from './bought.ts';
import { readCohorts } from './cohorts.ts';
import { readPayers } from './payers.ts';

/** One after another: visitors come first. Nothing while the first sync runs, whose every batch would change it. */
export async function makeReady(context: ReadContext): Promise<void> {
  const [state, { firstDate }] = await Promise.all([readSyncState(context), readKnownDays(context)]);
  if (!state.isComplete) return;
  if (firstDate !== null && state.knownDay !== null) {
    await readBought(context, { start: firstDate, end: state.knownDay });
    await readPayers(context);
  }
  await readCohorts(context);
}
