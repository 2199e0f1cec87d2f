/**
 * The networks of the Bitcoin family as constants: prefixes of addresses and the schedule of what miners are paid.
 *
 * A node says on which network it is by `chain` of getblockchaininfo; a Litecoin node (same interface, other constants) by
 * its subversion. Sources: chainparams.cpp of Bitcoin Core 30 and Litecoin Core 0.21.
 */
export interface BitcoinNetwork {
  id: 'main' | 'test' | 'regtest' | 'litecoin-main' | 'litecoin-test' | 'litecoin-regtest';
  ticker: 'BTC' | 'LTC';
  /** Human-readable part of segwit addresses. */
  hrp: string;
  /** Version bytes of base58 addresses; the first is the one that is written. */
  pubkeyHash: readonly number[];
  scriptHash: readonly number[];
  halvingInterval: number;
  blockSeconds: number;
  /** Whether difficulty follows the time that blocks took: on a test network of one's own it does not. */
  hasRetarget: boolean;
}

const bitcoin = { ticker: 'BTC', halvingInterval: 210_000, blockSeconds: 600, hasRetarget: true } as const;
const litecoin = { ticker: 'LTC', halvingInterval: 840_000, blockSeconds: 150, hasRetarget: true } as const;
const ownNetwork = { halvingInterval: 150, hasRetarget: false } as const;

export const mainNetwork: BitcoinNetwork = { ...bitcoin, id: 'main', hrp: 'bc', pubkeyHash: [0], scriptHash: [5] };

/** testnet3, testnet4 and signet share their prefixes. */
const testNetwork: BitcoinNetwork = { ...bitcoin, id: 'test', hrp: 'tb', pubkeyHash: [111], scriptHash: [196] };

export const regtestNetwork: BitcoinNetwork = {
  ...bitcoin,
  ...ownNetwork,
  id: 'regtest',
  hrp: 'bcrt',
  pubkeyHash: [111],
  scriptHash: [196]
};

const litecoinNetworks: Record<'main' | 'test' | 'regtest', BitcoinNetwork> = {
  main: { ...litecoin, id: 'litecoin-main', hrp: 'ltc', pubkeyHash: [48], scriptHash: [50, 5] },
  test: { ...litecoin, id: 'litecoin-test', hrp: 'tltc', pubkeyHash: [111], scriptHash: [58, 196] },
  regtest: { ...litecoin, ...ownNetwork, id: 'litecoin-regtest', hrp: 'rltc', pubkeyHash: [111], scriptHash: [58, 196] }
};

/** The network that a node is on. `chain` as getblockchaininfo says it, `subversion` as getnetworkinfo does. */
export function networkOf(chain: string, subversion: string): BitcoinNetwork {
  const kind = chain === 'main' ? 'main' : chain === 'regtest' ? 'regtest' : 'test';
  if (/litecoin/i.test(subversion)) return litecoinNetworks[kind];
  return { main: mainNetwork, test: testNetwork, regtest: regtestNetwork }[kind];
}
