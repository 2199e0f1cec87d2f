/**
 * The documents of the census, from the two services that have them: the FluxOS API and its statistics.
 *
 * The statistics service works on one question at a time and tells everybody else, with HTTP 200, to come back: its host
 * allows one request at once and repeats that answer under another address.
 */
import { askAppLocations } from './app-locations.ts';
import { askAppSpecs } from './app-specs.ts';
import type { NetworkDocuments } from './census-ports.ts';
import { askContainers } from './containers.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { askMachines } from './machines.ts';
import { askNodeHistory } from './node-history.ts';
import { askNodeCounts, askNodeList } from './node-list.ts';

export function createNetworkDocuments({ api, stats }: { api: Host; stats: Host }): NetworkDocuments {
  return {
    nodeCounts: (signal) => askNodeCounts(api, signal),
    nodeList: (signal) => askNodeList(api, signal),
    appSpecs: (signal) => askAppSpecs(api, signal),
    appLocations: (signal) => askAppLocations(api, signal),
    machines: (signal) => askMachines(stats, signal),
    containers: (signal) => askContainers(stats, signal),
    nodeHistory: (signal) => askNodeHistory(stats, signal)
  };
}
