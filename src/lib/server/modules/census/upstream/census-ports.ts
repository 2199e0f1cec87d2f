/**
 * What the census asks of the outside: whole documents, each read once per cycle.
 *
 * Every method answers a complete and plausible document or throws UpstreamError: an empty list, a tier at 0, a field gone
 * from most rows, a truncated body are outages of the source. Documents are read as streams and checked in slices, so that
 * megabytes never hold up the process; order is that of the source.
 */
import type {
  AppLocation,
  AppSpec,
  ListedNode,
  Machine,
  MachineContainers,
  PerTier
} from '../../../../domain/census/census.ts';

export interface NetworkDocuments {
  nodeCounts(signal: AbortSignal): Promise<PerTier<number>>;
  nodeList(signal: AbortSignal): Promise<ListedNode[]>;
  /** Current specs. An entry that cannot be read is skipped and counted; more than one in a hundred is an outage. */
  appSpecs(signal: AbortSignal): Promise<AppSpec[]>;
  /** All rows, expired ones included. */
  appLocations(signal: AbortSignal): Promise<AppLocation[]>;
  machines(signal: AbortSignal): Promise<MachinesDocument>;
  /** Of machines that answered. A container whose name is not told has an empty one, so that it still counts. */
  containers(signal: AbortSignal): Promise<MachineContainers[]>;
  /** Node counts per tier of the last 30 days, ascending by `at` (unix seconds). Points with a tier at 0 are left out. */
  nodeHistory(signal: AbortSignal): Promise<({ at: number } & PerTier<number>)[]>;
}

export interface MachinesDocument {
  machines: Machine[];
  /** Parts of which most machines have nothing: they say nothing about the network and are not to be used. */
  missing: ('benchmark' | 'locked' | 'place')[];
}
