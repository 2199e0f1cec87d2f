/** Coins of networks that pay for machines as Flux does (DePIN), by their ids at CoinGecko; Flux is `zelcash` there. */
export const depinCoins = [
  'zelcash',
  'akash-network',
  'render-token',
  'filecoin',
  'arweave',
  'helium',
  'theta-token',
  'livepeer',
  'aethir',
  'io',
  'golem',
  'iexec-rlc',
  'storj',
  'siacoin'
] as const;
