/** How long an app lives. Blocks are counted as the network counts them since the fork, four times as fast. */
import { forkHeight } from '../chain/time.ts';

/**
 * The block at which an app registered or last updated at `height` ends. A missing or zero `expire` means 22,000 blocks
 * before the fork and 88,000 after it; what an older app had left at the fork counts four times (facts 9.3).
 */
export function endHeight(height: number, expire: number | null): number {
  const isBefore = height < forkHeight;
  const end = height + (expire === null || expire === 0 ? (isBefore ? 22_000 : 88_000) : expire);
  return isBefore && end > forkHeight ? forkHeight + (end - forkHeight) * 4 : end;
}

/** From here on the network takes specifications of version 9, which end at a time. */
export const firstHeightOf9 = 2_791_000;

/** The newest spec version that most people used at a height. */
export function newestVersion(height: number): number {
  const enforced = [0, 0, 983_000, 1_004_000, 1_142_000, 1_300_000, 1_420_000, 1_932_380];
  return enforced.findLastIndex((from) => height >= from) + 1;
}
