/** For tests of what is made of a chain: an explorer that knows one block with one transaction, and nothing else. */
import { bitcoinProfile, fluxProfile, type ChainProfile } from '../../lib/domain/chain-profile.ts';
import { mainNetwork } from '../../lib/domain/bitcoin/network.ts';
import type { ExplorerBlock, ExplorerTransaction } from '../../lib/domain/explorer.ts';
import type { BitcoinSources } from '../../lib/server/chains/bitcoin/open-bitcoin.ts';
import { BlockUnknown } from '../../lib/server/chains/chain-failures.ts';
import { TransactionUnknown } from '../../lib/server/platform/upstream/failures.ts';
import type { Explorer } from '../../lib/server/chains/explorer.ts';
import { NOON } from './factories.ts';

const sampleHash = 'ab'.repeat(32);
const source = 'rest' as const;

const block: ExplorerBlock = {
  height: 100,
  hash: sampleHash,
  previousHash: 'aa'.repeat(32),
  nextHash: null,
  time: NOON - 60,
  medianTime: NOON - 600,
  version: 0x20000000,
  bits: '1d00ffff',
  difficulty: 1,
  merkleRoot: 'cd'.repeat(32),
  nonce: '7',
  transactionCount: 1,
  size: 300,
  weight: 1_200,
  feesSat: 0n,
  subsidySat: 5_000_000_000n,
  medianFeeRate: 0,
  outputSat: 0n,
  miner: null,
  isOrphan: false
};

/** Pays 1 of 1.5 coins on, 0.4999 back. */
const sampleTransaction: ExplorerTransaction = {
  txid: 'cd'.repeat(32),
  wtxid: null,
  blockHash: sampleHash,
  height: 100,
  time: NOON - 60,
  position: 0,
  version: 2,
  locktime: 0,
  size: 222,
  vsize: 141,
  weight: 561,
  toldFeeSat: null,
  inputs: [
    {
      txid: 'ef'.repeat(32),
      vout: 1,
      coinbase: null,
      sequence: 0xfffffffd,
      sat: 150_000_000n,
      type: 'p2wpkh',
      address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'
    }
  ],
  outputs: [
    {
      index: 0,
      sat: 100_000_000n,
      type: 'p2pkh',
      address: '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH',
      script: '76',
      detail: null
    },
    {
      index: 1,
      sat: 49_990_000n,
      type: 'p2wpkh',
      address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      script: '0014',
      detail: null
    }
  ]
};

export function standInExplorer(profile: ChainProfile = fluxProfile): Explorer {
  return {
    profile,
    ticker: () => Promise.resolve(profile.ticker),
    tip: () => Promise.resolve({ source, height: 102, hash: 'ac'.repeat(32), time: NOON }),
    below: () => Promise.resolve({ source, blocks: [block] }),
    block: (id) =>
      id === block.height || id === block.hash
        ? Promise.resolve({ source, block })
        : Promise.reject(new BlockUnknown(source, id)),
    transactionsOf: () => Promise.resolve({ source, transactions: [sampleTransaction], total: 1 }),
    transaction: (txid) =>
      txid === sampleTransaction.txid
        ? Promise.resolve({ source, transaction: sampleTransaction })
        : Promise.reject(new TransactionUnknown(source, txid)),
    summary: () =>
      Promise.resolve({
        source,
        balanceSat: 49_990_000n,
        pendingSat: 0n,
        receivedSat: 199_990_000n,
        sentSat: 150_000_000n,
        transactionCount: 2
      }),
    page: () => Promise.resolve({ source, transactions: [sampleTransaction], total: 2, next: null })
  };
}

/** Panels are read from the store; only the explorer asks sources. */
export function standInBitcoin(): BitcoinSources {
  return {
    node: null,
    electrum: null,
    explorer: standInExplorer(bitcoinProfile),
    network: () => Promise.resolve(mainNetwork),
    states: () => [],
    close: () => Promise.resolve()
  } as unknown as BitcoinSources;
}
