/** Statements of the census: what there is now, and what was seen from when to when. */
import type { Fenced, KeySet, Telling } from '../../platform/store/rows.ts';

type None = Record<string, never>;

export interface NodeRow {
  collateral: string;
  tier: 'cumulus' | 'nimbus' | 'stratus';
  payment_address: string;
  ip: string | null;
  active_since: number | null;
  country: string | null;
  country_code: string | null;
  provider: string | null;
  /** JSON of `{benchmark, locked, isDataCenter}`. */
  machine: string | null;
}

export interface AppSpecRow {
  name: string;
  owner: string;
  spec_version: number | null;
  hash: string;
  height: number;
  /** null where it ends at a time, or nobody knows when. */
  end_height: number | null;
  /** Unix seconds. */
  end_time: number | null;
  instances: number | null;
  expire: number | null;
  /** JSON of AppComponent[]; `null` for a content that could not be read. */
  components: string;
  geolocation: string;
  is_encrypted: 0 | 1;
}

/** Of a stored specification what comparing and telling need. */
export type KnownApp = Omit<AppSpecRow, 'components' | 'geolocation'> & { state: string };

/** An app on a node: what an observation is about. */
export interface PlacedApp {
  app_name: string;
  ip: string;
  /** Name of one of several instances there; absent or empty where it is the only one. */
  replica?: string;
}

export interface NodeIdentity {
  collateral: string;
  tier: string;
  payment_address: string;
}

interface Interval {
  from_at: number;
  /** null: still there. */
  to_at: number | null;
  is_end_uncertain: 0 | 1;
}

type Missing<Row> = { [Column in keyof Row]: null };

export type NodePageRow = { total: number } & (NodeRow | Missing<NodeRow>);

export interface CensusStatements {
  current_metrics_all: { args: None; row: { name: string; value: string; source: string; as_of: number } };
  nodes_page: {
    args: {
      tier: string;
      country: string;
      provider: string;
      wallet: string;
      pattern: string;
      sort: string;
      direction: 1 | -1;
      skip: number;
      limit: number;
    };
    row: NodePageRow;
  };
  node_places: {
    args: { country: string };
    row: { kind: 'country' | 'provider' | 'both'; code: string; name: string; node_count: number };
  };
  nodes_of_ip: {
    args: { ip: string; pattern: string };
    row: NodeRow & { wallet_nodes: number; seen_from: number | null };
  };
  apps_on_places: { args: { ips: KeySet }; row: { ip: string; app_name: string } };
  /** has_machines = 0: what is known of their machines stays. */
  store_nodes: { args: Fenced & { nodes: NodeRow[]; has_machines: 0 | 1 }; row: never };
  remove_nodes: { args: Fenced & { collaterals: KeySet }; row: never };
  node_keys: { args: None; row: { collateral: string } };
  store_apps: { args: Fenced & Telling & { apps: AppSpecRow[] }; row: never };
  remove_apps: { args: Fenced & Telling & { names: KeySet }; row: never };
  adopt_spec_ends: { args: Fenced; row: never };
  app_keys: { args: None; row: KnownApp };
  open_app_observations: { args: None; row: PlacedApp & { from_at: number } };
  open_node_observations: { args: None; row: NodeIdentity & { from_at: number } };
  observed_day_last: { args: { kind: 'apps' | 'nodes' }; row: { date: string; last_cycle_at: number } };
  store_app_observations: {
    args: Fenced & {
      opened: PlacedApp[];
      closed: PlacedApp[];
      at: number;
      date: string;
      /** End of the closed ones: the cycle before. */
      closed_at: number;
      is_end_uncertain: 0 | 1;
    };
    row: never;
  };
  store_node_observations: {
    args: Fenced & {
      opened: NodeIdentity[];
      closed: KeySet;
      at: number;
      date: string;
      closed_at: number;
      is_end_uncertain: 0 | 1;
    };
    row: never;
  };
  /** What ran where at a time; true to one cycle. */
  apps_at: { args: { at: number }; row: PlacedApp & Interval };
  nodes_at: { args: { at: number }; row: NodeIdentity & Interval };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends CensusStatements {}
}
