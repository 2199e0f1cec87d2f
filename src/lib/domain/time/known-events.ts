/**
 * What is known to have moved the figures of the network from outside: upgrades of the chain, cuts of its subsidy, prices of
 * apps, releases of FluxOS.
 *
 * Heights are the chain's own constants and FluxOS's configuration (facts 1.1, 4.3); days come from `estimateTime`, so that
 * a day in the far past may be off by one. Only what has happened by `today` is told.
 */
import { CUT_EVERY } from '../insights/rewards.ts';
import { estimateTime, FORK_HEIGHT } from './chain-clock.ts';
import { dateOf } from './periods.ts';

export interface KnownEvent {
  /** UTC day. */
  date: string;
  kind: 'fork' | 'price' | 'release' | 'incident';
  text: string;
}

const forks = [
  { height: 558_000, text: 'KAMATA upgrade: deterministic nodes' },
  { height: 835_554, text: 'FLUX upgrade: rewards of nodes doubled' },
  { height: 1_076_532, text: 'Halving upgrade' },
  { height: 1_549_500, text: 'P2SH node upgrade' },
  { height: FORK_HEIGHT, text: 'Proof of node: a block every 30 s' }
] as const;

/** Of apps, in FLUX: what 1 CPU thread, 1 GB of RAM and of storage cost from this height on. */
const prices = [
  { height: 983_000, text: 'App prices cut to a tenth' },
  { height: 1_004_000, text: 'App prices cut to a fifth' },
  { height: 1_288_000, text: 'App prices raised 2.5 times' },
  { height: 1_594_832, text: 'App prices: ports cheaper' },
  { height: 1_597_156, text: 'App prices cut to a fifth' }
] as const;

const releases = [{ date: '2026-09-25', text: 'FluxOS 8.20.0' }] as const;

/** Ascending by day. */
export function knownEvents(today: string): KnownEvent[] {
  const at = (kind: 'fork' | 'price', { height, text }: { height: number; text: string }): KnownEvent => ({
    date: dateOf(estimateTime(height)),
    kind,
    text: `${text} (block ${height.toLocaleString('en-US')})`
  });
  return [
    ...forks.map((one) => at('fork', one)),
    ...cutsUntil(today).map((height) => at('fork', { height, text: 'Block reward cut by a tenth' })),
    ...prices.map((one) => at('price', one)),
    ...releases.map(({ date, text }): KnownEvent => ({ date, kind: 'release', text }))
  ]
    .filter(({ date }) => date <= today)
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function cutsUntil(today: string): number[] {
  const heights: number[] = [];
  for (let height = FORK_HEIGHT + CUT_EVERY; dateOf(estimateTime(height)) <= today; height += CUT_EVERY) {
    heights.push(height);
  }
  return heights;
}
