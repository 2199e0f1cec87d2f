/** How many containers of each app run, and which machine runs most: watchtowers left out, helpers counted. */
import type { AppSpec, ListedNode, MachineContainers } from '../census/census.ts';
import type { BusiestMachine, CurrentFigures } from '../census/current-figures.ts';
import { indexSpecs, isWatchtower, resolveContainer } from './containers.ts';

type Running = Pick<CurrentFigures['containers'], 'byApp' | 'busiest'>;

/** Of machines with equally many containers the one with more apps is busier, of those the first that was told. */
export function runningOf(
  machines: readonly MachineContainers[],
  { specs, nodes }: { specs: readonly AppSpec[]; nodes: readonly ListedNode[] }
): Running {
  const index = indexSpecs(specs);
  const byApp = new Map<string, number>();
  let busiest: Omit<BusiestMachine, 'tier'> | null = null;
  for (const { ip, names } of machines) {
    const apps = new Set<string>();
    const own = names.filter((name) => !isWatchtower(name));
    for (const name of own) {
      const { appName } = resolveContainer(name, index);
      byApp.set(appName, (byApp.get(appName) ?? 0) + 1);
      apps.add(appName);
    }
    const containers = own.length;
    const isBusier =
      busiest === null ||
      containers > busiest.containers ||
      (containers === busiest.containers && apps.size > busiest.apps.length);
    if (containers > 0 && isBusier) busiest = { ip, containers, apps: [...apps].toSorted() };
  }
  const tier = nodes.find(({ ip }) => ip !== null && ip === busiest?.ip)?.tier ?? null;
  return {
    byApp: [...byApp].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    busiest: busiest === null ? null : { ...busiest, tier }
  };
}
