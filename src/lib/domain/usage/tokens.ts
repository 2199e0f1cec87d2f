/**
 * Amounts of tokens: exact whole numbers, also past 63 bits.
 *
 * Inside they are bigint. The store holds each as two numbers, high * BASE + low, because a sum of events may pass what a column
 * of 64 bits holds. On the wire they are JSON numbers up to 2^53 and decimal text beyond.
 */
const BASE = 1_000_000_000_000_000n;

/** 2^63 - 1: what one event may have. */
export const MAX_EVENT_TOKENS = 9_223_372_036_854_775_807n;

export interface StoredTokens {
  high: number;
  /** Below BASE. */
  low: number;
}

export function toStored(tokens: bigint): StoredTokens {
  return { high: Number(tokens / BASE), low: Number(tokens % BASE) };
}

export function fromStored({ high, low }: StoredTokens): bigint {
  return BigInt(high) * BASE + BigInt(low);
}

export function toWire(tokens: bigint): number | string {
  return tokens <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(tokens) : String(tokens);
}

/** Percent to two decimals, rounded down: 100 is said only when the quota is used up. null without a quota. */
export function percentOf(tokens: bigint, quota: bigint | null): number | null {
  return quota === null || quota === 0n ? null : Number((tokens * 10_000n) / quota) / 100;
}

export const thresholds = [80, 100] as const;
export type Threshold = (typeof thresholds)[number];

/** How many tokens cross a threshold: its share of the quota, rounded up. */
export function levelOf(quota: bigint, threshold: Threshold): bigint {
  return (quota * BigInt(threshold) + 99n) / 100n;
}
