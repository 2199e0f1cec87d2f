/** What miners may create: 50 coins a block at first, halved at every interval and cut to whole satoshi. Exact integers. */
import type { BitcoinNetwork } from './network.ts';

type Schedule = Pick<BitcoinNetwork, 'halvingInterval'>;

const FIRST_SUBSIDY = 5_000_000_000n;
/** A shift by 33 leaves nothing of 50 coins. */
const ERAS = 33;

/** Satoshi that the block of a height may create (`GetBlockSubsidy` of validation.cpp). */
export function subsidyAt(height: number, { halvingInterval }: Schedule): bigint {
  const era = Math.floor(height / halvingInterval);
  return era >= ERAS ? 0n : FIRST_SUBSIDY >> BigInt(era);
}

/** Satoshi that the blocks 0 to `height` may have created: what the schedule allows, not what can be spent. */
export function issuedAt(height: number, schedule: Schedule): bigint {
  const interval = BigInt(schedule.halvingInterval);
  const era = Math.floor(height / schedule.halvingInterval);
  let issued = 0n;
  for (let past = 0; past < Math.min(era, ERAS); past++) issued += (FIRST_SUBSIDY >> BigInt(past)) * interval;
  return issued + BigInt((height % schedule.halvingInterval) + 1) * subsidyAt(height, schedule);
}

export interface Halving {
  height: number;
  blocksLeft: number;
  /** Of the blocks from there on. */
  subsidySat: bigint;
}

/** The next halving after a block; null: there is nothing left to halve. */
export function nextHalving(height: number, schedule: Schedule): Halving | null {
  if (subsidyAt(height, schedule) === 0n) return null;
  const at = (Math.floor(height / schedule.halvingInterval) + 1) * schedule.halvingInterval;
  return { height: at, blocksLeft: at - height, subsidySat: subsidyAt(at, schedule) };
}
