/**
 * Keeps the blocks that are seen: from the newest down to one that is known already, whatever was replaced in between, and
 * tells of a newer tip with them. A look that does not reach a known one leaves a gap, which later looks do not mend: it is
 * shown as one.
 */
import { tipMoved } from '../../../../contract/bitcoin/events.ts';
import type { ExplorerBlock } from '../../../../domain/explorer.ts';
import { bitcoinProfile } from '../../../../domain/chain-profile.ts';
import type { Explorer } from '../../../chains/explorer.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import type { SeenBlock } from '../statements.ts';

const PER_QUESTION = 15;
/** A day of blocks is read backwards when nothing was seen yet, a question at a look. */
const WANTED = 144;

export interface BlockDeps extends WorkDeps {
  explorer: Explorer;
}

/** How many blocks were stored. */
export async function keepBlocks({ store, explorer, now }: BlockDeps, { lease, signal }: Run): Promise<number> {
  const tip = await explorer.tip(signal);
  const known = await store.query('bitcoin_blocks_above', { height: Math.max(0, tip.height - 2 * WANTED) });
  const hashAt = new Map(known.map(({ height, hash }) => [height, hash]));
  const found: ExplorerBlock[] = [];
  const events: EventDraft[] = [];
  let source: string = tip.source;

  const isMet = () => {
    const lowest = found.at(-1);
    return lowest !== undefined && (hashAt.get(lowest.height) === lowest.hash || lowest.height === 0);
  };
  if (hashAt.get(tip.height) === tip.hash) {
    const lowest = lowestInRow(hashAt, tip.height);
    if (tip.height - lowest + 1 >= WANTED || lowest === 0) return 0;
    const told = await explorer.below({ height: lowest - 1, count: PER_QUESTION }, signal);
    found.push(...told.blocks);
    source = told.source;
  } else {
    const most = hashAt.size === 0 ? PER_QUESTION : bitcoinProfile.maxReorg;
    for (let height = tip.height; height >= 0 && found.length < most && !isMet();) {
      const told = await explorer.below({ height, count: PER_QUESTION }, signal);
      if (told.blocks.length === 0) break;
      found.push(...told.blocks);
      source = told.source;
      height = (told.blocks.at(-1)?.height ?? 0) - 1;
    }
    const { height, hash, time } = tip;
    const onBest = new Map(found.map((block) => [block.height, block.hash]));
    const replaced = known.filter((block) => block.height > height || isReplaced(block, onBest)).length;
    events.push(eventOf(tipMoved, { chain: 'bitcoin', height, hash, time, replaced }, { at: now(), of: hash }));
  }
  const unseen = found.filter(({ height, hash, isOrphan }) => !isOrphan && hashAt.get(height) !== hash);
  if (unseen.length === 0) return 0;
  const blocks = unseen.map(seenOf);
  await store.query('store_bitcoin_blocks', { ...lease, blocks, tip: tip.height, source, events });
  return unseen.length;
}

function isReplaced({ height, hash }: { height: number; hash: string }, onBest: ReadonlyMap<number, string>): boolean {
  const now = onBest.get(height);
  return now !== undefined && now !== hash;
}

/** The lowest height from which all blocks up to the tip are known. */
function lowestInRow(known: ReadonlyMap<number, string>, tip: number): number {
  let lowest = tip;
  while (known.has(lowest - 1)) lowest--;
  return lowest;
}

function seenOf(block: ExplorerBlock): SeenBlock {
  const text = (sat: bigint | null) => (sat === null ? null : String(sat));
  return {
    height: block.height,
    hash: block.hash,
    time: block.time,
    version: block.version,
    tx_count: block.transactionCount,
    size_bytes: block.size,
    weight: block.weight,
    fees_sat: text(block.feesSat),
    subsidy_sat: text(block.subsidySat),
    output_sat: text(block.outputSat),
    median_rate_e3: block.medianFeeRate === null ? null : Math.round(block.medianFeeRate * 1_000),
    miner: block.miner
  };
}
