/**
 * Raw outputs to each tracked address = what the index of addresses says it has received.
 *
 * The ledger may stand some blocks below the index: those blocks are asked for and counted too. Facts are read a few hundred
 * at a time, so that nobody else waits.
 */
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { readStatus } from '../../../platform/store/documents/ingest-status.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { fromFact } from '../../ledger/module.ts';
import { notMade, type Check, type CheckDeps, type Found } from './check.ts';

const FACTS_PER_STEP = 500;
const PAGE = 1;

export const checkReceived: Check = async (deps, run) => {
  const { revenue } = await readStatus(deps.store);
  if (revenue?.complete !== true) return notMade('the first sync is not complete yet');
  const found: Found = { rows: 0, differences: [], note: null };
  for (const address of deps.rules.tracked) {
    try {
      const told = await deps.received(address, run.signal);
      if (told === null) return notMade('the index of addresses moved while it was asked');
      const above = await receivedAbove(deps, run, { address, from: revenue.tip + 1, to: told.height });
      if (above === null) return notMade('the ledger is too far behind the index of addresses');
      const stored = await receivedInFacts(deps, run, { address, to: Math.min(told.height, revenue.tip) });
      found.rows += stored.rows;
      const sum = stored.sat + above;
      if (sum !== told.sat) {
        found.differences.push({
          key: address,
          expected: `${told.sat} sat to block ${told.height}`,
          found: `${sum} sat`
        });
      }
    } catch (error) {
      if (!(error instanceof UpstreamError) || run.signal.aborted) throw error;
      return notMade(`the index of addresses does not answer: ${error.message}`);
    }
  }
  return found;
};

type Signal = Parameters<Check>[1];

/** Of blocks that the ledger has not read yet; null: they are too many. */
async function receivedAbove(
  { blockbook }: CheckDeps,
  { signal }: Signal,
  range: { address: string; from: number; to: number }
): Promise<bigint | null> {
  if (range.to < range.from) return 0n;
  if (range.to - range.from > fluxProfile.maxReorg) return null;
  const { transactions, isLast } = await blockbook.addressPage({ ...range, page: PAGE }, signal);
  if (!isLast && transactions.length > 0) return null;
  return transactions.reduce((sum, { outputs }) => sum + paidTo(outputs, range.address), 0n);
}

async function receivedInFacts(
  { store }: CheckDeps,
  { signal }: Signal,
  { address, to }: { address: string; to: number }
): Promise<{ sat: bigint; rows: number }> {
  let sat = 0n;
  let rows = 0;
  for (let at = { height: -1, txid: '' }; ;) {
    signal.throwIfAborted();
    const facts = await store.query('facts_after', { ...at, limit: FACTS_PER_STEP });
    const last = facts.at(-1);
    if (last === undefined) return { sat, rows };
    for (const fact of facts) {
      if (fact.height > to) return { sat, rows };
      sat += paidTo(fromFact(fact).outputs, address);
      rows++;
    }
    at = { height: last.height, txid: last.txid };
  }
}

const paidTo = (outputs: readonly { address: string; sat: bigint }[], address: string) =>
  outputs.reduce((sum, output) => (output.address === address ? sum + output.sat : sum), 0n);
