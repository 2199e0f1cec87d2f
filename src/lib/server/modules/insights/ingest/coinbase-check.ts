/**
 * Whether the chain pays what its schedule says: now and then the coinbase of a block that is deep enough to stay is read
 * and kept. A block may pay nodes otherwise, so a few are looked at before nobody confirms the schedule.
 */
import { confirmsRewards, rewardEra } from '../../../../domain/insights/rewards.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { ReadCoinbase } from '../upstream/coinbases.ts';

const SETTLED = 60;
const LOOKS = 4;
const EVERY_SECONDS = 6 * 3_600;

export interface CoinbaseDeps extends WorkDeps {
  coinbaseAt: ReadCoinbase;
  daemon: { tip: (signal: AbortSignal) => Promise<number> };
}

/** Heights that were read; none while one of the present rate is young enough. */
export async function checkCoinbases(
  { store, now, coinbaseAt, daemon }: CoinbaseDeps,
  { lease, signal }: Run
): Promise<{ read: number[]; isConfirmed: boolean }> {
  const tip = await daemon.tip(signal);
  const [newest] = await store.query('newest_coinbases', { limit: 1 });
  const isRecent = newest !== undefined && isWithin(newest.block_time, now(), EVERY_SECONDS);
  if (isRecent && rewardEra(newest.height) === rewardEra(tip)) return { read: [], isConfirmed: true };
  const read: number[] = [];
  for (let height = tip - SETTLED; read.length < LOOKS && height > 0; height--) {
    const coinbase = await coinbaseAt(height, signal);
    read.push(height);
    const outputs = coinbase.outputs.map(({ address, sat }) => [address, String(sat)]);
    await store.query('store_coinbase', {
      ...lease,
      height,
      block_hash: coinbase.blockHash,
      block_time: coinbase.blockTime,
      outputs: JSON.stringify(outputs)
    });
    if (
      confirmsRewards(
        height,
        coinbase.outputs.map(({ sat }) => sat)
      )
    )
      return { read, isConfirmed: true };
  }
  return { read, isConfirmed: false };
}
