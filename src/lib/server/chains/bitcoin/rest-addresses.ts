/** Addresses by public REST: sums, and transactions 25 a page. */
import { z } from 'zod';
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { DefiniteNo } from '../../platform/upstream/failures.ts';
import type { AddressIndex } from '../chain.ts';
import { HistoryTooLarge, NotAskable } from '../chain-failures.ts';
import { REST_SOURCE, type Ask } from './rest-ask.ts';
import { readRestTransaction } from './rest-read.ts';
import { restAddress, restTransaction } from './rest-shapes.ts';

const SOURCE = 'rest';
const CONFIRMED_PER_PAGE = 25;

export function createRestAddresses(ask: Ask, network: BitcoinNetwork): AddressIndex {
  return {
    async summary(address, signal) {
      const told = await ask(`/api/address/${address}`, restAddress, signal).catch(saying);
      const { chain_stats: chain, mempool_stats: pending } = told;
      return {
        source: SOURCE,
        balanceSat: BigInt(chain.funded_txo_sum) - BigInt(chain.spent_txo_sum),
        pendingSat: BigInt(pending.funded_txo_sum) - BigInt(pending.spent_txo_sum),
        receivedSat: BigInt(chain.funded_txo_sum),
        sentSat: BigInt(chain.spent_txo_sum),
        transactionCount: chain.tx_count + pending.tx_count
      };
    },
    async page({ address, after }, signal) {
      const path = `/api/address/${address}/txs${after === null ? '' : `/chain/${after}`}`;
      const told = await ask(path, z.array(restTransaction), signal).catch(saying);
      const confirmed = told.filter(({ status }) => status.confirmed);
      const last = confirmed.at(-1)?.txid ?? null;
      return {
        source: SOURCE,
        transactions: told.map((each) => readRestTransaction(each, network)),
        total: null,
        next: confirmed.length < CONFIRMED_PER_PAGE ? null : last
      };
    }
  };
}

function saying(error: unknown): never {
  if (error instanceof DefiniteNo) throw new NotAskable(REST_SOURCE, error.message, { cause: error });
  if (error instanceof UpstreamError && /HTTP 413/.test(error.message)) {
    throw new HistoryTooLarge(REST_SOURCE, 'the history of this address is too large for the source', { cause: error });
  }
  if (error instanceof UpstreamError && /HTTP 405/.test(error.message)) {
    throw new NotAskable(REST_SOURCE, 'the source has no index of addresses', { cause: error });
  }
  throw error;
}
