/**
 * The network as its census sees it, in our words: nodes, their machines, app specifications, where apps run.
 *
 * Addresses of machines are always `host:port` (the default port 16127 written out), so that the node list, the statistics
 * and the locations can be joined. Unknown is null.
 */
import type { AppComponent } from '../chain.ts';

export const tiers = ['cumulus', 'nimbus', 'stratus'] as const;
export type Tier = (typeof tiers)[number];
export type PerTier<T> = Record<Tier, T>;

/** A confirmed node of the deterministic list. */
export interface ListedNode {
  /** `txid:output index` of its collateral: what identifies a node. */
  collateral: string;
  tier: Tier;
  paymentAddress: string;
  /** `host:port`; null for a node that never told its address. */
  ip: string | null;
  /** Whole FLUX locked. */
  collateralFlux: number;
  /** Unix seconds of its start; null when the list does not say. */
  activeSince: number | null;
}

/** What the statistics service measured of a machine in its last round. A part it could not get is null. */
export interface Machine {
  /** `host:port` */
  ip: string;
  benchmark: Benchmark | null;
  locked: LockedResources | null;
  place: Place | null;
  /** Code name of its ArcaneOS; null where it runs another system. */
  arcaneName: string | null;
  /** Of FluxOS; null where it is not told. */
  version: string | null;
  hasStaticIp: boolean | null;
}

export interface Benchmark {
  /** Threads. */
  cores: number;
  ramGb: number;
  /** ssd + hdd. */
  storageGb: number;
  /** MB/s; null, as the next three, where it was not measured. */
  diskWrite: number | null;
  /** Events per second. */
  eps: number | null;
  /** Mbit/s */
  download: number | null;
  /** Mbit/s */
  upload: number | null;
}

/** Sum of what the apps on a machine have locked. */
export interface LockedResources {
  cores: number;
  ramMb: number;
  storageGb: number;
}

export interface Place {
  country: string | null;
  countryCode: string | null;
  continentCode: string | null;
  /** Name of the state or province. */
  region: string | null;
  /** Normalised: Hetzner, OVH, Contabo, netcup, ... else the organisation as told. */
  provider: string | null;
  isDataCenter: boolean | null;
}

/** The current specification of an app, without anything private. */
export interface AppSpec {
  name: string;
  /** Empty where none is told. */
  owner: string;
  /** null: not told. */
  specVersion: number | null;
  /** Of the message that set it. */
  hash: string;
  /** Block of that message's payment; moves with each update. */
  height: number;
  /** Instances ordered; the network's 3 where old specs say nothing, null where newer ones do not tell. */
  instances: number | null;
  /** Blocks; null or 0 = the default of its time, as far as its version counts in blocks. */
  expire: number | null;
  /** Unix seconds; null where the end is no time. */
  endTime: number | null;
  /** Whether what it says of its end could be read. */
  isTermReadable: boolean;
  /** One with an empty name for a flat spec; none when it is encrypted; null for a kind that cannot be read. */
  components: AppComponent[] | null;
  /** null: not known. */
  geolocation: string[] | null;
  isEncrypted: boolean;
  /** Stands for the name in the names of containers, since v9; null where there is none. */
  identity: string | null;
}

/** An app on a node, as broadcast within the last two hours. */
export interface AppLocation {
  appName: string;
  /** `host:port` */
  ip: string;
  /** Name of one of several instances on that node; null where it is the only one. */
  replica: string | null;
  /** Unix seconds after which the broadcast is void. */
  expiresAt: number;
  /** Unix seconds; null on old rows. */
  runningSince: number | null;
}

/** Containers of one machine, by the first of their names (with its leading `/`). */
export interface MachineContainers {
  ip: string;
  names: string[];
}
