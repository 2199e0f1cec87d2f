/** What a text may be among payments: a transaction, a payer, or a block of the chain. */
import { MAX_HEIGHT } from '../../../domain/payments/sort-keys.ts';
import { SHOWN_HITS, type Searcher } from '../../platform/search.ts';
import type { ReadContext } from './read/context.ts';
import { findBlock, findPayers, findTransaction } from './read/found.ts';
import { isTxid } from './read/search.ts';

export function ledgerSearchers({ context }: { context: ReadContext }): Searcher[] {
  return [
    { isExact: true, find: async (text) => (isTxid(text) ? findTransaction(context, text) : null) },
    { isExact: true, find: async (text) => (isHeight(text) ? findBlock(context, Number(text), SHOWN_HITS) : null) },
    // Shorter parts fit too many addresses to mean any of them.
    { isExact: false, find: async (text) => (/^\w{4,64}$/.test(text) ? findPayers(context, text, SHOWN_HITS) : null) }
  ];
}

function isHeight(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= MAX_HEIGHT;
}
