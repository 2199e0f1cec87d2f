/**
 * Whether a deep transaction that a source does not tell, or tells at another height, has really gone from its place.
 *
 * One source's answer is not enough to take a settled payment away: its block must have left the chain, or the other
 * source must say the same. A transaction of which neither is certain is disputed and stays as it is stored.
 */
import type { ChainTransaction, TransactionPlace } from '../../../../domain/chain.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { FactRow } from '../../../platform/store/rows.ts';
import { bestBlockHash } from './chain-blocks.ts';
import type { IngestDeps } from './deps.ts';
import { fromFact } from './facts.ts';
import type { RangeSource } from './range-source.ts';
import { readRange, type RangeAnswer } from './read-range.ts';

export interface Claim {
  /** Stored, in the range or told by the answers. */
  facts: FactRow[];
  /** What each address was told, and by which source. */
  answers: ReadonlyMap<string, RangeAnswer>;
  sources: RangeSource[];
  tip: number;
  /** Which stored facts the answers speak about. */
  owns: (fact: FactRow) => boolean;
}

/** Resolves with the txids whose place the chain does not refute. */
export async function findDisputed(deps: IngestDeps, claim: Claim, signal: AbortSignal): Promise<Set<string>> {
  const told = placesIn(claim.answers.values());
  const deepest = settledHeight(claim.tip, fluxProfile);
  const suspects = claim.facts.filter(
    (fact) => fact.height <= deepest && told.get(fact.txid) !== fact.height && claim.owns(fact)
  );
  if (suspects.length === 0) return new Set();
  const second = await askOthers(deps, claim, { suspects, told, signal });
  const unconfirmed = suspects.filter(({ txid }) => second === null || second.get(txid) !== told.get(txid));
  const isOnChain = await Promise.all(unconfirmed.map((fact) => mayBeOnChain(deps, fact, signal)));
  const disputed = unconfirmed.filter((_, at) => isOnChain[at]);
  if (disputed.length > 0) {
    const { txid, height } = disputed[0] ?? {};
    deps.log.warn({ transactions: disputed.length, txid, height }, 'sources contradict what is settled');
  }
  return new Set(disputed.map(({ txid }) => txid));
}

/** What the sources that were not asked yet tell about where the suspects are; null when one of them cannot. */
async function askOthers(
  deps: IngestDeps,
  { facts, answers, sources }: Claim,
  { suspects, told, signal }: { suspects: FactRow[]; told: ReadonlyMap<string, number>; signal: AbortSignal }
): Promise<Map<string, number> | null> {
  const heights = suspects.flatMap(({ txid, height }) => [height, told.get(txid) ?? height]);
  const [from, to] = [Math.min(...heights), Math.max(...heights)];
  const known: ReadonlyMap<string, ChainTransaction> = new Map(facts.map((fact) => [fact.txid, fromFact(fact)]));
  try {
    const others = await Promise.all(
      [...answers].map(([address, { source }]) => {
        const rest = sources.filter(({ name }) => name !== source);
        return readRange(rest, { address, from, to }, { known, log: deps.log, signal });
      })
    );
    return others.every(({ through }) => through >= to) ? placesIn(others) : null;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return null;
  }
}

async function mayBeOnChain(deps: IngestDeps, fact: FactRow, signal: AbortSignal): Promise<boolean> {
  try {
    return (await bestBlockHash(deps, fact.height, signal)) === fact.block_hash;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return true;
  }
}

/** Of all that was told, parked transactions too. */
function placesIn(answers: Iterable<RangeAnswer>): Map<string, number> {
  const places = [...answers].flatMap(({ transactions, parked }): TransactionPlace[] => [...transactions, ...parked]);
  return new Map(places.map(({ txid, height }) => [txid, height]));
}
