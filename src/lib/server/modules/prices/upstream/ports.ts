/**
 * What is asked about the price of a coin.
 *
 * Every method either answers completely or throws UpstreamError (retryable unless the source said a definite no). None
 * ever answers an empty list for a failure. All take an AbortSignal and stop promptly when it fires.
 */
export interface PriceClose {
  /** The UTC day whose close this is. */
  date: string;
  priceE8: bigint;
}

/** One source of daily closes or of a live price. Order of trust is the caller's business. */
export interface DailyPriceSource {
  name: 'binance' | 'coingecko' | 'cryptocompare';
  /** Closes of finished days in [start, end] that the source has; today's unfinished candle is never among them. */
  closes(range: { start: string; end: string }, signal: AbortSignal): Promise<PriceClose[]>;
}
export interface LivePriceSource {
  name: 'coingecko' | 'binance' | 'explorer' | 'cryptocompare';
  /** Throws UpstreamError for a price that is too old to be one of now. */
  price(signal: AbortSignal): Promise<LivePrice>;
}

/** Each in the order of trust. */
export interface PriceSources {
  daily: DailyPriceSource[];
  live: LivePriceSource[];
}

export interface LivePrice {
  priceE8: bigint;
  /** Of when it is, unix seconds; of a service that does not say, since when it has told this price. */
  at: number;
}
