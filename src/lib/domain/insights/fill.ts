/**
 * Deployment fill: how much of what is ordered was seen running.
 *
 * An app counts with at most what it ordered, so that one with too many copies does not hide one with too few.
 */
import { percentOf } from '../money/change.ts';
import { unexpired, type AppNow } from './app-now.ts';

export interface Fill {
  /** null: nothing is ordered. */
  fillPercent: number | null;
  running: number;
  ordered: number;
  /** Worst first, then by name. */
  missing: { name: string; missing: number }[];
  /** Unexpired apps that were counted. */
  apps: number;
  /** Of all apps those that could be judged. */
  known: number;
}

type Ordered = Pick<AppNow, 'name' | 'endHeight' | 'ordered' | 'nodes'>;

export function fillOf(apps: readonly Ordered[], tip: number): Fill {
  const judged = apps.flatMap((app) => (app.ordered === null || app.endHeight === null ? [] : [app]));
  const counted = unexpired(judged, tip).map(({ name, nodes, ordered }) => {
    const wanted = ordered ?? 0;
    return { name, ordered: wanted, running: Math.min(nodes, wanted) };
  });
  const sum = (part: 'running' | 'ordered') => counted.reduce((all, app) => all + app[part], 0);
  const [running, ordered] = [sum('running'), sum('ordered')];
  const missing = counted
    .map((app) => ({ name: app.name, missing: app.ordered - app.running }))
    .filter((app) => app.missing > 0)
    .toSorted((a, b) => b.missing - a.missing || (a.name < b.name ? -1 : 1));
  const fillPercent = percentOf(BigInt(running), BigInt(ordered));
  return { fillPercent, running, ordered, missing, apps: counted.length, known: judged.length };
}
