/**
 * The audit: the last blocks of the ledger compared with every source that answers, not only the one that wrote them.
 *
 * A height where a source knows a transaction that the ledger does not, or at another height, is read again and
 * replaced. Hashes that were given up as unregistered are looked up once more.
 */
import { settledHeight } from '../../domain/unsettled.ts';
import { UpstreamError } from '../errors.ts';
import type { IngestDeps, Run } from './deps.ts';
import { blockbookSource, daemonSource, type RangeSource } from './range-sources.ts';
import { lookUp } from './repair.ts';
import { replaceRange } from './revenue-sync.ts';
import { statusEntries, type AuditReport } from './status.ts';
import { keysOf } from './write.ts';

/** Blocks compared at a time. */
const STEP = 5_000;

/** Throws UpstreamError when no source answers. */
export async function auditLedger(deps: IngestDeps, run: Run, blocks: number): Promise<AuditReport> {
  const tip = await deps.daemon.tip(run.signal);
  const cursors = await deps.store.query('sync_cursors', {});
  const to = Math.min(settledHeight(tip), ...cursors.map(({ height }) => height));
  const from = Math.max(1, to - blocks + 1);
  const report: AuditReport = {
    completedAt: 0,
    from,
    to,
    compared: 0,
    missing: 0,
    surplus: 0,
    differing: 0,
    identified: 0,
    sources: []
  };
  for (let low = from; low <= to; low += STEP) {
    run.signal.throwIfAborted();
    await auditStep(deps, run, { report, tip, from: low, to: Math.min(low + STEP - 1, to) });
    run.progress(Math.min(low + STEP, to) - from, to - from);
  }
  report.completedAt = deps.now();
  await deps.store.query('store_status', { ...run.lease, status: statusEntries({ audit: report }), now: deps.now() });
  deps.log.info({ ...report }, 'ledger audited');
  return report;
}

async function auditStep(
  deps: IngestDeps,
  run: Run,
  { report, tip, from, to }: { report: AuditReport; tip: number; from: number; to: number }
): Promise<void> {
  const facts = await deps.store.query('facts_in_range', { from, to });
  const stored = new Map(facts.map(({ txid, height }) => [txid, height]));
  const wrong = new Set<number>();
  const answering: RangeSource[] = [];
  for (const { source, places } of await placesOf(deps, run, { from, to })) {
    answering.push(source);
    report.compared += places.size;
    for (const [txid, height] of places) {
      const before = stored.get(txid);
      if (before === height) continue;
      if (before === undefined) report.missing++;
      else report.differing++;
      wrong.add(height);
      if (before !== undefined) wrong.add(before);
    }
    for (const [txid, height] of stored) {
      if (places.has(txid)) continue;
      report.surplus++;
      wrong.add(height);
    }
  }
  if (answering.length === 0) throw new UpstreamError('chain', `no source answers for blocks ${from} to ${to}`);
  report.sources = [...new Set([...report.sources, ...answering.map(({ name }) => name)])];
  for (const height of [...wrong].sort((a, b) => a - b)) {
    await replaceRange(deps, run, { from: height, to: height, tip, sources: answering });
  }
  const payments = await deps.store.query('payments_in_range', keysOf(from, to));
  report.identified += await lookUp(
    deps,
    run,
    payments.filter(({ app_type }) => app_type === 'unregistered')
  );
}

/** Which transactions each answering source knows in the range, over all tracked addresses. */
async function placesOf(deps: IngestDeps, { signal }: Run, { from, to }: { from: number; to: number }) {
  const addresses = [...deps.rules.tracked];
  const daemon = daemonSource(deps.daemon, deps.blockbook);
  const blockbook = blockbookSource(deps.blockbook, deps.daemon);
  const asked = [
    { source: daemon, ask: (address: string) => deps.daemon.addressTransactions({ address, from, to }, signal) },
    {
      source: blockbook,
      ask: async (address: string) => {
        const reach = await blockbook.reach(signal);
        if (reach < to) throw new UpstreamError('blockbook', `is at height ${reach}`);
        const { transactions, parked } = await blockbook.read({ address, from, to }, new Map(), signal);
        return [...transactions, ...parked];
      }
    }
  ];
  const answers = await Promise.all(
    asked.map(async ({ source, ask }) => {
      try {
        const lists = await Promise.all(addresses.map(ask));
        return { source, places: new Map(lists.flat().map(({ txid, height }) => [txid, height])) };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        deps.log.warn({ source: source.name, err: error }, 'source left out of the audit');
        return null;
      }
    })
  );
  return answers.filter((answer) => answer !== null);
}
