/** How sources and jobs of this installation did, by day. */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const healthTables = {
  service_days: {
    backup: 'installation',
    key: ['kind', 'name', 'date'],
    columns: {
      kind: text,
      name: text,
      date: text,
      good: integer,
      bad: integer,
      answers: integer,
      ms_sum: bigint,
      ms_most: bigint
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type HealthTables = typeof healthTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends HealthTables {}
}

export default { order: 10, tables: healthTables } satisfies TableFile;
