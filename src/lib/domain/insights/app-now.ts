/**
 * An app of the network's current list, in what figures ask of it, and whether it is paid for.
 *
 * An app is unexpired while its end lies above the tip. One whose end, or number of instances, is not known is left out
 * and counted as such: it is neither running nor missing.
 */
import type { AppResources } from '../apps/app-resources.ts';

export interface AppNow {
  name: string;
  /** null: none is told. */
  owner: string | null;
  isEncrypted: boolean;
  /** Block of the message that set its specification. */
  height: number;
  /** null: nobody knows when it ends. */
  endHeight: number | null;
  /** null: not told. */
  ordered: number | null;
  /** Distinct nodes that were seen to run it. */
  nodes: number;
  /** Of one instance; null where they cannot be read. */
  resources: AppResources | null;
}

export type KnownEnd<App extends { endHeight: number | null }> = App & { endHeight: number };

export function hasEnd<App extends { endHeight: number | null }>(app: App): app is KnownEnd<App> {
  return app.endHeight !== null;
}

/** Those that are paid for beyond the tip. */
export function unexpired<App extends { endHeight: number | null }>(
  apps: readonly App[],
  tip: number
): KnownEnd<App>[] {
  return apps.filter(hasEnd).filter(({ endHeight }) => endHeight > tip);
}

/** How many of all are known; null where all of them are. */
export function appCoverage(known: number, total: number): { known: number; total: number; unit: 'apps' } | null {
  return known === total ? null : { known, total, unit: 'apps' };
}

/** To two decimals, half away from zero. */
export function hundredths(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * 100)) / 100;
}
