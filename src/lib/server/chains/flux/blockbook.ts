/**
 * Blockbook's address index: complete transactions of an address, newest first, at most 1,000 a page.
 *
 * A page past the end is answered with the last page, so the returned page number decides; totalPages is -1 while a
 * range is incomplete and means nothing. A page about another address or with heights outside the range is no page.
 */
import { z } from 'zod';
import { UpstreamError } from '../../platform/errors.ts';
import { parseShape } from '../../platform/upstream/answer.ts';
import { addressPage, transactionEntry } from './blockbook-page.ts';
import { BlockOutOfRange, DefiniteNo, TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { Host } from '../../platform/upstream/http.ts';
import type { AddressPage, AddressRange, Blockbook } from './ports.ts';
import { heightField, txidField } from './transaction-fields.ts';

const SOURCE = 'blockbook';
const PAGE_SIZE = 1000;

const pastTheEnd = (): AddressPage => ({ transactions: [], unreadable: [], isLast: true });

const status = z.object({
  blockbook: z.object({ bestHeight: heightField, inSync: z.boolean(), initialSync: z.boolean().nullish() })
});
/** Empty where the index has no such block. */
const blockIndex = z.object({ blockHash: z.union([txidField, z.literal('')]) });
const blockHead = z.object({ height: heightField, time: z.int().positive() });
const txidList = z.object({ txids: z.array(txidField).nullish() });
const refusal = z.object({ error: z.string() });

export function createBlockbook(host: Host): Blockbook {
  const ask = <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal) =>
    host.json(`/api/v2${path}`, { source: SOURCE, schema, signal, refusalIn });

  function askBlock<T>(path: string, schema: z.ZodType<T>, call: { height: number; signal: AbortSignal }): Promise<T> {
    return ask(path, schema, call.signal).catch((error: unknown) => {
      throw error instanceof DefiniteNo ? new BlockOutOfRange(SOURCE, call.height, { cause: error }) : error;
    });
  }

  /** The field is left out both when a range is empty and when it were ever renamed: only the first may pass. */
  async function confirmEmpty({ address, from, to }: AddressRange, signal: AbortSignal): Promise<void> {
    const query = `details=txids&pageSize=1&page=1&from=${from}&to=${to}`;
    const none = txidList.refine(({ txids }) => !txids?.length, 'transactions are missing from the page');
    await ask(`/address/${address}?${query}`, none, signal);
  }

  return {
    async status(signal) {
      const { blockbook } = await ask('', status, signal);
      return { bestHeight: blockbook.bestHeight, isInSync: blockbook.inSync && blockbook.initialSync !== true };
    },
    async blockHash(height, signal) {
      const answer = await askBlock(`/block-index/${height}`, blockIndex, { height, signal });
      if (answer.blockHash === '') throw new BlockOutOfRange(SOURCE, height);
      return answer.blockHash;
    },
    async blockTime(height, signal) {
      const answer = await askBlock(`/block/${height}`, blockHead, { height, signal });
      if (answer.height !== height) throw new UpstreamError(SOURCE, 'answered with another block');
      return answer.time;
    },
    async addressPage(asked, signal) {
      const { address, from, to, page } = asked;
      const query = `details=txs&pageSize=${PAGE_SIZE}&page=${page}&from=${from}&to=${to}`;
      const answer = await ask(`/address/${address}?${query}`, addressPage(asked), signal);
      if (answer.page !== page) return pastTheEnd();
      if (!answer.transactions) {
        await confirmEmpty(asked, signal);
        return pastTheEnd();
      }
      const { transactions, unreadable, length } = answer.transactions;
      return { transactions, unreadable, isLast: length < answer.itemsOnPage };
    },
    async transaction(txid, signal) {
      const named = z.looseObject({ txid: z.literal(txid) });
      const answer = await ask(`/tx/${txid}`, named, signal).catch((error: unknown) => {
        throw error instanceof DefiniteNo ? new TransactionUnknown(SOURCE, txid, { cause: error }) : error;
      });
      return parseShape(SOURCE, transactionEntry, answer);
    }
  };
}

function refusalIn(body: unknown): string | null {
  return refusal.safeParse(body).data?.error ?? null;
}
