/**
 * Containers of apps whose paid life is over and that still run: a day of blocks after the end, when the network has had
 * time to stop them.
 */
import { BLOCKS_PER_DAY } from '../apps/app-resources.ts';
import { hundredths } from './app-now.ts';

export interface ExpiredRunning {
  apps: number;
  /** Containers. */
  instances: number;
  /** Longest past its end first, then by name. */
  longest: { name: string; days: number }[];
  /** Containers whose app's end is known. */
  known: number;
}

/** `endOf`: the end height of an app by the name that its containers tell; null: not known. */
export function expiredRunning(
  containers: ReadonlyMap<string, number>,
  { tip, endOf }: { tip: number; endOf: (name: string) => number | null }
): ExpiredRunning {
  const apps = [...containers].flatMap(([name, count]) => {
    const end = endOf(name);
    return end === null ? [] : [{ name, count, blocks: tip - end }];
  });
  const over = apps.filter(({ blocks }) => blocks >= BLOCKS_PER_DAY);
  return {
    apps: over.length,
    instances: over.reduce((sum, { count }) => sum + count, 0),
    longest: over
      .toSorted((a, b) => b.blocks - a.blocks || (a.name < b.name ? -1 : 1))
      .map(({ name, blocks }) => ({ name, days: hundredths(blocks / BLOCKS_PER_DAY) })),
    known: apps.reduce((sum, { count }) => sum + count, 0)
  };
}
