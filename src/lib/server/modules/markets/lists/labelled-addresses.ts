/** Addresses whose holders are public knowledge, as explorers have labelled them. Nobody here has verified a label. */
import type { Lists } from './lists.ts';

export const labelledAddresses: Lists = {
  asOf: '2025-01-01',
  source: 'labels that public explorers have shown',
  addresses: [
    { label: 'Binance, cold wallet', kind: 'exchange', address: '34xp4vRoCGJym3xR7yCVPFHoCNxv4Twseo' },
    { label: 'Binance, reserve of BTCB', kind: 'exchange', address: '3LYJfcfHPXYJreMsASk2jkn69LWEYKzexb' },
    {
      label: 'Bitfinex, cold wallet',
      kind: 'exchange',
      address: 'bc1qgdjqv0av3q56jvd82tkdjpy7gdp9ut8tlqmgrpmv24sq90ecnvqqjwvw97'
    },
    { label: 'Robinhood, cold wallet', kind: 'exchange', address: 'bc1ql49ydapnjafl5t2cp9zqpjwe6pdgmxy98859v2' },
    {
      label: 'United States, seized of the Bitfinex theft',
      kind: 'government',
      address: 'bc1qazcm763858nkj2dj986etajv6wquslv8uxwczt'
    },
    { label: 'El Salvador', kind: 'government', address: '32ixEdVJWo3kmvJGMTZq5jAQVZZeuwnqzo' },
    { label: 'Stolen from Mt. Gox in 2011', kind: 'other', address: '1FeexV6bAHb8ybZjqQMjJrcCrHGW9sb6uF' },
    { label: 'First block, unspendable reward', kind: 'other', address: '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa' }
  ]
};
