/** What is different between blockchains, as constants. Rules take a profile; only the profile of a chain knows its numbers. */

export interface ChainProfile {
  id: 'flux' | 'bitcoin';
  ticker: string;
  /** Decimals of an amount: one coin is 10^decimals of its smallest unit. */
  decimals: number;
  /** About how long a block takes. */
  blockSeconds: number;
  /** No node follows a reorganisation that is deeper. */
  maxReorg: number;
  /** A payment settles at so many confirmations; above maxReorg, so that a lagging source cannot settle what may still move. */
  settleAfter: number;
  /** Base address of a public explorer, for links. */
  explorer: string;
}

/** `MAX_REORG_LENGTH` of fluxd is 40 (main.h); blocks take 30 s since "proof of node" (height 2,020,000). */
export const fluxProfile: ChainProfile = {
  id: 'flux',
  ticker: 'FLUX',
  decimals: 8,
  blockSeconds: 30,
  maxReorg: 40,
  settleAfter: 60,
  explorer: 'https://explorer.runonflux.io'
};

/** Targets 600 s. No consensus limit on reorganisations: 100 is how long a coinbase has to ripen. */
export const bitcoinProfile: ChainProfile = {
  id: 'bitcoin',
  ticker: 'BTC',
  decimals: 8,
  blockSeconds: 600,
  maxReorg: 100,
  settleAfter: 144,
  explorer: 'https://mempool.space'
};
