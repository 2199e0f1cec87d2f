/** Names for answers about chains that pages hand to their parts. Types only. */
import type { LargeValue } from '$lib/contract/bitcoin/overview';
import type * as bitcoin from '$lib/contract/bitcoin/explorer';
import type * as flux from '$lib/contract/chain/flux';
import type * as series from '$lib/contract/bitcoin/series';
import type { Answer } from '$lib/contract/kit/endpoint';

export type LargeRow = LargeValue[number];
export type BlocksPage = Answer<typeof bitcoin.blocks>;
export type BlockPage = Answer<typeof bitcoin.block>;
export type TransactionPage = Answer<typeof bitcoin.transaction>;
export type FluxTransactionPage = Answer<typeof flux.transaction>;
export type AddressPage = Answer<typeof bitcoin.address>;
export type WalletAnswer = Answer<typeof bitcoin.wallet>;
export type FeeSeries = Answer<typeof series.fees>;
export type VolumeSeries = Answer<typeof series.volume>;
