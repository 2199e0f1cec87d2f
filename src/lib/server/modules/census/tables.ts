/** The network now, and what was seen from when to when. */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const censusTables = {
  observed_days: {
    backup: 'rows',
    key: ['kind', 'date'],
    columns: { kind: text, date: text, last_cycle_at: bigint, cycle_count: integer }
  },
  app_observations: {
    backup: 'rows',
    key: ['app_id', 'place_id', 'from_at'],
    columns: { app_id: integer, place_id: integer, from_at: bigint, to_at: bigint, is_end_uncertain: integer }
  },
  observed_apps: { backup: 'rows', key: ['id'], columns: { id: integer, name: text }, isHidden: true },
  observed_places: {
    backup: 'rows',
    key: ['id'],
    columns: { id: integer, ip: text, replica: text },
    isHidden: true,
    added: { replica: '' }
  },
  node_observations: {
    backup: 'rows',
    key: ['collateral', 'from_at'],
    columns: {
      collateral: text,
      from_at: bigint,
      to_at: bigint,
      tier: text,
      payment_address: text,
      is_end_uncertain: integer
    }
  },
  network_nodes: {
    backup: 'rows',
    key: ['collateral'],
    columns: {
      collateral: text,
      tier: text,
      payment_address: text,
      ip: text,
      active_since: bigint,
      country: text,
      country_code: text,
      provider: text,
      machine: text
    }
  },
  network_apps: {
    backup: 'rows',
    key: ['name'],
    columns: {
      name: text,
      owner: text,
      spec_version: integer,
      hash: text,
      height: integer,
      end_height: integer,
      end_time: bigint,
      instances: integer,
      expire: integer,
      components: text,
      geolocation: text,
      is_encrypted: integer
    }
  }
} as const satisfies Record<string, Table>;

type CensusTables = typeof censusTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends CensusTables {}
}

export default { order: 5, tables: censusTables } satisfies TableFile;
