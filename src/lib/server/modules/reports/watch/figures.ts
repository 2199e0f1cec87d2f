/**
 * What the rules of alerts watch, as numbers in the unit of each rule. null: not known, which neither opens nor closes.
 *
 * A ledger that is behind says nothing of whether payments stopped; that it is behind is the matter of its source.
 */
import type { RuleName } from '../../../../domain/alerts/rules.ts';
import { deviationOf } from '../../../../domain/alerts/outlier.ts';
import { tiers } from '../../../../domain/census/census.ts';
import { addDays, dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { readBackupState } from '../../backup/module.ts';
import { readCurrent } from '../../census/module.ts';
import { readDrifts, type SourceDrift } from '../../drift/module.ts';
import { readDays } from '../../history/module.ts';
import { readConcentrationNow, readFillNow } from '../../insights/module.ts';
import { type ReadContext, readKnownDays, readSyncState } from '../../ledger/module.ts';

/** As upstream clients tell it. */
interface Source {
  name: string;
  ok: boolean;
  lastSuccess: number | null;
  /** Of a source that the product is whole without. */
  isOptional?: true;
}

export interface WatchDeps {
  context: ReadContext;
  sources: () => Source[];
  hasBackups: boolean;
  /** Whether the disk is nearly full; null: nobody looks. */
  isDiskFull: () => boolean | null;
}

export interface Watched {
  rule: RuleName;
  /** Empty where the rule is about one thing. */
  subject: string;
  figure: number | null;
}

const OUTLIER_DAYS = 29;
const HIGHEST_KEY = String(2n ** 63n - 1n);

export async function watchedFigures(deps: WatchDeps): Promise<Watched[]> {
  const { context } = deps;
  const [stopped, deviation, fill, hhi, backup, drops, drifts] = await Promise.all([
    hoursWithoutPayment(context),
    deviationOfRevenue(context),
    readFillNow(context),
    readConcentrationNow(context, 'provider', 'nodes'),
    hoursSinceBackup(deps),
    tierDrops(context),
    readDrifts(context.store)
  ]);
  const disk = deps.isDiskFull();
  const required = deps.sources().filter(({ isOptional }) => !isOptional);
  return [
    { rule: 'payments-stopped', subject: '', figure: stopped },
    { rule: 'revenue-outlier', subject: '', figure: deviation },
    ...required.map((source): Watched => ({
      rule: 'source-stalled',
      subject: source.name,
      figure: isDrifted(source, drifts) ? null : minutesStalled(source, context.now())
    })),
    ...drifted(drifts),
    { rule: 'fill-below', subject: '', figure: fill.stale ? null : (fill.fill?.fillPercent ?? null) },
    ...drops,
    { rule: 'concentration-above', subject: '', figure: hhi.stale ? null : (hhi.groups?.all?.hhi ?? null) },
    { rule: 'disk', subject: '', figure: disk === null ? null : Number(disk) },
    { rule: 'backup-age', subject: '', figure: backup }
  ];
}

async function hoursWithoutPayment(context: ReadContext): Promise<number | null> {
  const [state, [newest]] = await Promise.all([
    readSyncState(context),
    context.store.query('get_transactions_paginated', { before_key: HIGHEST_KEY, skip: 0, limit: 1 })
  ]);
  if (!state.isComplete || state.stale || state.knownUntil === null || newest === undefined) return null;
  return Math.max(0, state.knownUntil - newest.block_time) / 3_600;
}

/** Of the last day that has ended; only where all days are known. */
async function deviationOfRevenue(context: ReadContext): Promise<number | null> {
  const end = addDays(dateOf(context.now()), -1);
  const start = addDays(end, 1 - OUTLIER_DAYS);
  const [known, state, rows] = await Promise.all([
    readKnownDays(context),
    readSyncState(context),
    context.store.query('get_daily_revenue_in_range', { start, end })
  ]);
  // The day that the chain was read into is not over.
  if (state.knownDay === null || state.knownDay <= end) return null;
  const byDay = new Map(rows.map(({ date, amount_sat }) => [date, Number(amount_sat)]));
  return deviationOf(eachDay(start, end).map((date) => (known.has(date) ? (byDay.get(date) ?? 0) : null)));
}

function minutesStalled({ ok, lastSuccess }: Source, now: number): number | null {
  if (ok) return 0;
  return lastSuccess === null ? null : Math.max(0, now - lastSuccess) / 60;
}

/** What a source fails for that answers in another shape has an alert of its own. */
function isDrifted({ name, ok }: Source, drifts: readonly SourceDrift[]): boolean {
  return !ok && drifts.some((drift) => drift.closedAt === null && (drift.document === name || drift.source === name));
}

/** The newest of each document: an alert closes with it. */
function drifted(drifts: readonly SourceDrift[]): Watched[] {
  const documents = new Map<string, number>();
  for (const { document, closedAt } of drifts) {
    documents.set(document, Math.max(documents.get(document) ?? 0, closedAt === null ? 1 : 0));
  }
  return [...documents].map(([subject, figure]) => ({ rule: 'source-drift', subject, figure }));
}

/** Percent below yesterday's snapshot; more nodes are no drop. */
async function tierDrops(context: ReadContext): Promise<Watched[]> {
  const yesterday = addDays(dateOf(context.now()), -1);
  const [current, days] = await Promise.all([
    readCurrent(context),
    readDays(context, { start: yesterday, end: yesterday })
  ]);
  const { value, stale } = current('nodes');
  const before = days.get(yesterday);
  return tiers.map((tier) => {
    const [now, then] = [value?.[tier] ?? null, before?.[`node_${tier}`] ?? null];
    const isKnown = now !== null && then !== null && then > 0 && !stale;
    return { rule: 'tier-drop', subject: tier, figure: isKnown ? Math.max(0, ((then - now) / then) * 100) : null };
  });
}

async function hoursSinceBackup({ context, hasBackups }: WatchDeps): Promise<number | null> {
  if (!hasBackups) return null;
  return (await readBackupState(context)).ageHours;
}
