/**
 * An Electrum server as a chain: heads, transactions and addresses. It has no blocks and no list of the mempool.
 *
 * Transactions are asked for as bytes and read here, because many servers refuse to describe them. Where one stands is told
 * by the history of a script that it pays to.
 */
import { hex } from '@scure/base';
import { z } from 'zod';
import { parseAddress, scriptHashOf } from '../../../domain/bitcoin/addresses.ts';
import { bitcoinProfile } from '../../../domain/chain-profile.ts';
import { decodeHeader, decodeTransaction, type DecodedHeader } from '../../../domain/bitcoin/decode-transaction.ts';
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import type { ExplorerTransaction } from '../../../domain/explorer.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { DefiniteNo, TransactionUnknown } from '../../platform/upstream/failures.ts';
import type { AddressIndex, Chain, Mempool, TransactionReader } from '../chain.ts';
import { BlockUnknown, HistoryTooLarge, NotAskable } from '../chain-failures.ts';
import { remember } from '../remember.ts';
import type { Electrum } from './electrum.ts';
import { createElectrumAddresses, historyOf } from './electrum-addresses.ts';
import { createElectrumFees } from './electrum-fees.ts';
import { isTransactionUnknown } from './electrum-refusals.ts';
import { ELECTRUM_SOURCE } from './electrum-socket.ts';
import { fillInputs } from './fill-inputs.ts';

const SOURCE = 'electrum';
const FOREVER_SECONDS = 86_400;
const TIP_SECONDS = 5;
const HEADER_SECONDS = 60;
/** Scripts whose history is looked through for where a transaction stands. */
const TRIED_SCRIPTS = 3;

const head = z.object({ hex: z.string().regex(/^[0-9a-f]{160}$/), height: z.int().nonnegative() });
const headerHex = z.string().regex(/^[0-9a-f]{160}$/);
const transactionHex = z.string().regex(/^([0-9a-f]{2})+$/);
const merkle = z.object({ block_height: z.int().nonnegative(), pos: z.int().nonnegative() });

export interface ElectrumChain extends Chain {
  addresses: AddressIndex;
  transactions: TransactionReader;
  mempool: Mempool;
}

export function createElectrumChain(
  electrum: Electrum,
  { network: networkOf, now }: { network: (signal: AbortSignal) => Promise<BitcoinNetwork>; now: () => number }
): ElectrumChain {
  const tip = remember({ seconds: TIP_SECONDS, now }, (_: null, signal) =>
    electrum.call({ method: 'blockchain.headers.subscribe', params: [], schema: head }, signal)
  );
  // A header near the tip may be replaced.
  const header = remember({ seconds: HEADER_SECONDS, now }, async (height: number, signal): Promise<DecodedHeader> => {
    const told = await electrum
      .call({ method: 'blockchain.block.header', params: [height], schema: headerHex }, signal)
      .catch((error: unknown) => {
        throw error instanceof DefiniteNo ? new BlockUnknown(ELECTRUM_SOURCE, height, { cause: error }) : error;
      });
    return decodeHeader(hex.decode(told));
  });
  const raw = remember({ seconds: FOREVER_SECONDS, now, max: 5_000 }, (txid: string, signal) =>
    electrum.call({ method: 'blockchain.transaction.get', params: [txid], schema: transactionHex }, signal)
  );

  async function contentOf(txid: string, signal: AbortSignal): Promise<ExplorerTransaction> {
    const [network, told] = await Promise.all([
      networkOf(signal),
      raw(txid, signal).catch((error: unknown) => {
        const isNone = error instanceof DefiniteNo && isTransactionUnknown(error);
        throw isNone ? new TransactionUnknown(ELECTRUM_SOURCE, txid, { cause: error }) : error;
      })
    ]);
    const transaction = decoded(told, network);
    if (transaction.txid !== txid) throw new UpstreamError(ELECTRUM_SOURCE, 'answered with another transaction');
    return transaction;
  }

  const filled = (transactions: ExplorerTransaction[], signal: AbortSignal) =>
    fillInputs(transactions, (txids) =>
      Promise.all(
        txids.map((txid) =>
          contentOf(txid, signal).catch((error: unknown) => {
            if (error instanceof UpstreamError && !signal.aborted) return null;
            throw error;
          })
        )
      )
    );

  /** null: in the mempool, or nobody can tell. */
  async function heightOf({ txid, outputs }: ExplorerTransaction, signal: AbortSignal): Promise<number | null> {
    const scripts = outputs.filter(({ type }) => type !== 'op_return').slice(0, TRIED_SCRIPTS);
    for (const { script } of scripts) {
      try {
        const history = await historyOf(electrum, scriptHashOf(hex.decode(script)), signal);
        const own = history.find(({ tx_hash: of }) => of === txid);
        if (own !== undefined) return own.height > 0 ? own.height : null;
      } catch (error) {
        if (!(error instanceof HistoryTooLarge)) throw error;
      }
    }
    return null;
  }

  async function placed(transaction: ExplorerTransaction, height: number | null, signal: AbortSignal) {
    if (height === null) return transaction;
    const { hash, time } = await header(height, signal);
    return { ...transaction, height, blockHash: hash, time };
  }

  return {
    profile: bitcoinProfile,
    async tip(signal) {
      const told = await tip(null, signal);
      const { hash, time } = decodeHeader(hex.decode(told.hex));
      return { height: told.height, hash, time, source: SOURCE };
    },
    blockHash: async (height, signal) => (await header(height, signal)).hash,
    blockHeader: () =>
      Promise.reject(new NotAskable(ELECTRUM_SOURCE, 'an Electrum server knows blocks by height only')),
    blocks: null,
    mempool: createElectrumFees(electrum),
    transactions: {
      async transaction(txid, signal) {
        const content = await contentOf(txid, signal);
        const height = await heightOf(content, signal);
        const [transaction] = await filled([await placed(content, height, signal)], signal);
        if (transaction === undefined) throw new TransactionUnknown(ELECTRUM_SOURCE, txid);
        const position = height === null ? null : await positionOf(txid, height, signal);
        return { source: SOURCE, transaction: { ...transaction, position } };
      }
    },
    addresses: createElectrumAddresses(electrum, {
      now,
      async scriptHash(address, signal) {
        const parsed = parseAddress(address, await networkOf(signal));
        if (parsed === null) throw new NotAskable(ELECTRUM_SOURCE, 'this is no address of the network');
        return scriptHashOf(parsed.script);
      },
      async transactions(entries, signal) {
        const content = await Promise.all(
          entries.map(async ({ tx_hash: txid, height }) =>
            placed(await contentOf(txid, signal), height > 0 ? height : null, signal)
          )
        );
        return filled(content, signal);
      }
    }),
    states: () => electrum.states(),
    close: () => electrum.close()
  };

  async function positionOf(txid: string, height: number, signal: AbortSignal): Promise<number | null> {
    const call = { method: 'blockchain.transaction.get_merkle', params: [txid, height], schema: merkle };
    return electrum.call(call, signal).then(
      ({ pos }) => pos,
      (error: unknown) => {
        if (error instanceof DefiniteNo) return null;
        throw error;
      }
    );
  }
}

function decoded(text: string, network: BitcoinNetwork): ExplorerTransaction {
  try {
    return decodeTransaction(hex.decode(text), network);
  } catch (cause) {
    throw new UpstreamError(ELECTRUM_SOURCE, 'answered with bytes that are no transaction', { cause });
  }
}
