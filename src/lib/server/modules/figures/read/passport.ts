/** The passport of a figure, from what is stored and from the state of its sources. */
import type { Passport } from '../../../../contract/figures/figures.ts';
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import { addDays, dateOf, startOfDate } from '../../../../domain/time/periods.ts';
import type { SourceState } from '../../../platform/upstream/source-state.ts';
import { readCurrent } from '../../census/module.ts';
import { freshnessOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import type { FigureEntry } from '../list.ts';

const DAYS_LOOKED_BACK = 90;
const HIGHEST_KEY = String(2n ** 63n - 1n);

export async function readPassport(
  context: ReadContext,
  sources: readonly SourceState[],
  entry: FigureEntry
): Promise<Passport> {
  const { id, label, unit, rule, endpoint, sources: names } = entry;
  const now = context.now();
  const states = new Map(sources.map((state) => [state.name, state]));
  const [origin, lastChange] = await Promise.all([readOrigin(context, entry), readLastChange(context, entry)]);
  return {
    id,
    label,
    unit,
    rule,
    endpoint,
    ...origin,
    sources: names.map((name) => {
      const state = states.get(name);
      const lastSuccess = state?.lastSuccess ?? null;
      const ageSeconds = lastSuccess === null ? null : Math.max(0, now - lastSuccess);
      return { name, ok: state?.ok ?? null, lastSuccess, ageSeconds };
    }),
    lastChange
  };
}

async function readOrigin(
  context: ReadContext,
  { from }: FigureEntry
): Promise<Freshness & { coverage: Coverage | null }> {
  if (from === 'ledger' || from === 'subscriptions') {
    return { ...freshnessOf(await readSyncState(context)), coverage: null };
  }
  const { value, asOf, stale } = (await readCurrent(context))(from);
  return { asOf, stale, coverage: coverageIn(value) };
}

/** Where a figure says how many of the network it is about. */
function coverageIn(value: unknown): Coverage | null {
  if (typeof value !== 'object' || value === null) return null;
  const { reporting, nodes, resolved, total } = value as Record<string, unknown>;
  if (typeof reporting === 'number' && typeof nodes === 'number') {
    return { known: Math.min(reporting, nodes), total: nodes, unit: 'nodes' };
  }
  if (typeof resolved === 'number' && typeof total === 'number') {
    return { known: Math.min(resolved, total), total, unit: 'containers' };
  }
  return null;
}

/** Of the ledger the time of its newest payment; else the day from which on the snapshots tell the newest value. */
async function readLastChange({ store, now }: ReadContext, { from, column }: FigureEntry): Promise<number | null> {
  if (from === 'ledger' || from === 'subscriptions') {
    const [newest] = await store.query('get_transactions_paginated', { before_key: HIGHEST_KEY, skip: 0, limit: 1 });
    return newest?.block_time ?? null;
  }
  if (column === undefined) return null;
  const end = dateOf(now());
  const rows = await store.query('snapshots_between', { start: addDays(end, -DAYS_LOOKED_BACK), end });
  const values = rows.flatMap((row) => {
    const value = (row as unknown as Record<string, string | number | null>)[column];
    return value === null || value === undefined ? [] : [{ date: row.date, value }];
  });
  const newest = values.at(-1);
  const before = values.findLastIndex(({ value }) => value !== newest?.value);
  const since = values[before + 1];
  return before === -1 || since === undefined ? null : startOfDate(since.date);
}
