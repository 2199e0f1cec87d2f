/**
 * The audit: the last blocks of the ledger compared with every source that answers, not only the one that wrote them.
 *
 * A height where a source knows a transaction that the ledger does not, or at another height, or not one that it has, is
 * read again and replaced; what is settled stays while the sources contradict each other about it, and is reported.
 * Hashes that were given up as unregistered are looked up once more.
 */
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { settledHeight } from '../../../../domain/payments/unsettled.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { AuditReport } from '../../../platform/store/documents/ledger-status.ts';
import { readTip } from './chain-blocks.ts';
import { readCursors } from './cursors.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { replaceRange } from './ledger.ts';
import { lookUp } from './lookups.ts';
import { ownership } from './ownership.ts';
import type { RangeSource } from './range-source.ts';
import { blockbookSource, daemonSource } from './range-sources.ts';
import { readStatus, statusEntries } from '../../../platform/store/documents/ingest-status.ts';
import { keysOf } from './write.ts';

/** Blocks compared at a time. */
const STEP = 5_000;
const SHOWN_DISPUTES = 20;

interface Audit {
  report: AuditReport;
  tip: number;
  disputed: Set<string>;
}

/** Throws UpstreamError when no source answers. */
export async function auditLedger(deps: IngestDeps, run: Run, blocks: number): Promise<AuditReport> {
  const { tip } = await readTip(deps, run.signal);
  const to = Math.min(settledHeight(tip, fluxProfile), ...(await readCursors(deps)).values());
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
    disputed: 0,
    disputedTxids: [],
    sources: []
  };
  const audit: Audit = { report, tip, disputed: new Set() };
  for (let low = from; low <= to; low += STEP) {
    run.signal.throwIfAborted();
    await auditStep(deps, run, audit, { from: low, to: Math.min(low + STEP - 1, to) });
    run.progress(Math.min(low + STEP, to) - from, to - from);
  }
  report.disputed = audit.disputed.size;
  report.disputedTxids = [...audit.disputed].sort().slice(0, SHOWN_DISPUTES);
  report.completedAt = deps.now();
  await deps.store.query('store_status', { ...run.lease, status: statusEntries({ audit: report }), now: deps.now() });
  deps.log.info({ ...report }, 'ledger audited');
  return report;
}

async function auditStep(
  deps: IngestDeps,
  run: Run,
  { report, tip, disputed }: Audit,
  range: { from: number; to: number }
): Promise<void> {
  const answers = await placesOf(deps, run, range);
  if (answers.length === 0) {
    throw new UpstreamError('chain', `no source answers for blocks ${range.from} to ${range.to}`);
  }
  report.sources = [...new Set([...report.sources, ...answers.map(({ source }) => source.name)])];
  for (const txid of contradictionsIn(answers)) disputed.add(txid);
  for (const height of await compare(deps, { report, answers, range })) {
    // Who tells most comes first: a payment that one source has and the other leaves out is found.
    const sources = answers.toSorted((a, b) => countAt(height, b) - countAt(height, a)).map(({ source }) => source);
    const change = await replaceRange(deps, run, { from: height, to: height, tip, sources });
    for (const txid of change.disputed) disputed.add(txid);
  }
  const payments = await deps.store.query('payments_in_range', keysOf(range.from, range.to));
  report.identified += await lookUp(
    deps,
    run,
    payments.filter(({ app_type }) => app_type === 'unregistered')
  );
}

/** Counts into the report how each answer differs from what is stored; resolves with the heights where it does, in order. */
async function compare(
  deps: IngestDeps,
  { report, answers, range }: { report: AuditReport; answers: Answer[]; range: { from: number; to: number } }
): Promise<number[]> {
  const { tracked } = deps.rules;
  const { formerlyTracked = [] } = await readStatus(deps.store);
  const isOurs = ownership({ asked: tracked, tracked, formerlyTracked });
  const facts = await deps.store.query('facts_in_range', range);
  const stored = new Map(facts.map(({ txid, height }) => [txid, height]));
  const wrong = new Set<number>();
  for (const { places } of answers) {
    report.compared += places.size;
    for (const [txid, height] of places) {
      const before = stored.get(txid);
      if (before === height) continue;
      if (before === undefined) report.missing++;
      else report.differing++;
      wrong.add(height);
      if (before !== undefined) wrong.add(before);
    }
    for (const fact of facts) {
      if (places.has(fact.txid) || !isOurs(fact)) continue;
      report.surplus++;
      wrong.add(fact.height);
    }
  }
  return [...wrong].sort((a, b) => a - b);
}

interface Answer {
  source: RangeSource;
  /** Height by txid. */
  places: ReadonlyMap<string, number>;
}

/** Transactions of which not every answer tells the same place. */
function contradictionsIn(answers: Answer[]): string[] {
  const all = new Set(answers.flatMap(({ places }) => [...places.keys()]));
  return [...all].filter((txid) => new Set(answers.map(({ places }) => places.get(txid))).size > 1);
}

function countAt(height: number, { places }: Answer): number {
  return [...places.values()].filter((each) => each === height).length;
}

/** Which transactions each answering source knows in the range, over all tracked addresses. */
async function placesOf(
  deps: IngestDeps,
  { signal }: Run,
  { from, to }: { from: number; to: number }
): Promise<Answer[]> {
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
