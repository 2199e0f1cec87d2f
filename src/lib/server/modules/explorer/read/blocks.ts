/** Blocks as they travel: a list of them, or one with a page of its transactions. */
import type { Block } from '../../../../contract/chain/shapes.ts';
import type { ExplorerBlock } from '../../../../domain/explorer.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import { NothingAnswers } from '../../../chains/ask-in-order.ts';
import type { Tip } from '../../../chains/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { confirmationsOf, originOf, patience, tipOf, type ExplorerDeps } from './origin.ts';
import { showRow } from './transaction.ts';

const ROWS = 25;

export async function readBlocks(deps: ExplorerDeps, { below, limit }: { below?: number | undefined; limit: number }) {
  const signal = patience();
  const tip = below === undefined ? await deps.explorer.tip(signal) : await tipOf(deps, signal);
  const height = below ?? tip?.height ?? 0;
  const { source, blocks } = await deps.explorer.below({ height, count: limit }, signal);
  const last = blocks.at(-1)?.height ?? 0;
  return {
    ...(await originOf(deps, source, signal)),
    blocks: blocks.map((block) => showBlock(block, tip)),
    next: last > 0 ? last - 1 : null
  };
}

export async function readBlock(deps: ExplorerDeps, id: string, page: number) {
  const signal = patience();
  const [{ source, block }, tip] = await Promise.all([
    deps.explorer.block(/^\d{1,9}$/.test(id) ? Number(id) : id.toLowerCase(), signal),
    tipOf(deps, signal)
  ]);
  const asked = { hash: block.hash, from: (page - 1) * ROWS, count: ROWS };
  const told = await deps.explorer.transactionsOf(asked, signal).catch((error: unknown) => {
    if (!(error instanceof UpstreamError)) throw error;
    return { transactions: null, total: null, reason: error instanceof NothingAnswers ? error.reason : error.message };
  });
  const total = told.total ?? block.transactionCount;
  return {
    ...(await originOf(deps, source, signal)),
    block: showBlock(block, tip),
    transactions: told.transactions?.map((each) => showRow(each, { tip, address: null })) ?? null,
    transactionsReason: 'reason' in told ? told.reason : null,
    page,
    totalPages: total === null ? null : Math.ceil(total / ROWS)
  };
}

function showBlock(block: ExplorerBlock, tip: Tip | null): Block {
  const { feesSat, subsidySat, outputSat, ...told } = block;
  const coins = (sat: bigint | null) => (sat === null ? null : formatCoins(sat));
  return {
    ...told,
    confirmations: block.isOrphan ? 0 : confirmationsOf(block.height, tip),
    fees: coins(feesSat),
    subsidy: coins(subsidySat),
    volume: coins(outputSat)
  };
}
