import { expect, it } from 'vitest';
import { figures } from '../../../tests/support/figures.ts';
import { metricsOf } from '../../server/modules/history/snapshots/snapshot-metrics.ts';
import { columnsNow } from '../../server/modules/census/read/network-now.ts';
import type { Current } from '../../server/modules/census/read/current.ts';
import { columnsOf, unknownColumns } from './network-columns.ts';

it('shows of now what a snapshot keeps of the same moment', () => {
  const known: Partial<ReturnType<typeof figures>> = figures(3);
  const current = ((name: keyof typeof known) => ({
    value: known[name] ?? null,
    asOf: 1,
    stale: false
  })) as unknown as Current;
  expect(metricsOf(known)).toEqual({ price_e8: '7000003', ...columnsNow(current) });
  expect(columnsNow(current)).toMatchObject({ node_total: 1_603, cpu_used_millicores: 4_000_000, gaming_count: 43 });
});

it('knows nothing of a figure that is not known, whichever way that is said', () => {
  const { nodes, ...others } = figures(3);
  const without = { node_cumulus: null, node_nimbus: null, node_stratus: null, node_total: null };
  for (const known of [others, { ...others, nodes: null }, { ...others, nodes: undefined }])
    expect(columnsOf(known)).toEqual({ ...columnsOf({ ...others, nodes }), ...without });
  expect(new Set(Object.values(unknownColumns))).toEqual(new Set([null]));
  expect(columnsOf({})).toEqual(unknownColumns);
});
