/**
 * The newest known figures of the network, as the census keeps them: one entry per writer and origin, replaced as a whole
 * by its writer alone. Base units (millicores, MB, whole FLUX); the answers round.
 */
import type { PerTier, Tier } from './census.ts';

/** How many of the network's nodes told their part. */
export interface Reporting {
  reporting: number;
  nodes: number | null;
}

/** A resource of all machines. Cores in millicores, RAM and storage in MB (1 GB = 1,000 MB). */
export interface ResourceFigure extends Reporting {
  total: number;
  used: number;
}

export interface ProductCount {
  slug: string;
  label: string;
  /** Containers. */
  count: number;
}

export interface ContainerFigures {
  /** Running containers without watchtower. */
  total: number;
  watchtower: number;
  git: number;
  docker: number;
  /** Containers whose image is known through their spec. */
  resolved: number;
  gaming: { total: number; products: ProductCount[] };
  crypto: { total: number; products: ProductCount[] };
  wordpress: { total: number; products: ProductCount[] };
}

/** Containers per image (with tag). */
export interface ImageCount {
  image: string;
  instances: number;
  /** Of these, those that count for the image's category (not by their app's name). */
  categoryCount: number;
}

export interface BenchmarkRecord {
  tier: Tier;
  /** What was measured, in the unit of the name. */
  measure: 'cores' | 'ramGb' | 'storageGb' | 'diskWriteMBs' | 'eps' | 'downloadMbit' | 'uploadMbit';
  value: number;
  ip: string;
}

/** Cores of the machines on a continent, in millicores. */
export interface ContinentCores {
  /** Two letters; empty where nobody knows. */
  code: string;
  machines: number;
  cores: number;
  locked: number;
}

/** The machine that runs most. */
export interface BusiestMachine {
  /** `host:port` */
  ip: string;
  tier: Tier | null;
  containers: number;
  /** Names, each once. */
  apps: string[];
}

/** Entries of current_metrics by name. `flux_price_usd` is the indexer's: a text of 1e-8 USD. */
export interface CurrentFigures {
  flux_price_usd: string;
  /** From the node count. */
  nodes: PerTier<number>;
  /** From the node list. */
  wallets: { unique: number };
  collateral: PerTier<number>;
  /** From the statistics of the machines. */
  cpu: ResourceFigure;
  ram: ResourceFigure;
  storage: ResourceFigure;
  arcane: { codename: string; machines: number };
  records: BenchmarkRecord[];
  /** From the containers, resolved through the specs. */
  apps: ContainerFigures & Reporting;
  images: {
    images: ImageCount[];
    /** Containers counted by their app's name, per product slug. */ named: Record<string, number>;
  };
  /** Without watchtower: how many of each app, by its name, and where most run. */
  containers: { byApp: [name: string, count: number][]; busiest: BusiestMachine | null } & Reporting;
  /** From the machines, by code. */
  continents: ContinentCores[];
  /** From the specs. */
  specs: { total: number; encrypted: number; tip: number };
}
export type FigureName = keyof CurrentFigures;

/** Older than this a figure is shown with its age and marked stale, and no snapshot takes it. */
export const STALE_AFTER_SECONDS = 6 * 3_600;
