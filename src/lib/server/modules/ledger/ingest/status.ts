/**
 * The indexer's own state, kept in sync_status as JSON under fixed names.
 *
 * `revenue` says up to where the ledger is true; `messages` when the complete dump was taken; `tracked` for which
 * addresses the derived rows were made, `formerlyTracked` whose facts are stored besides.
 */
import type { StatusInput } from '../../../platform/store/statements.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { DocumentReports } from '../../census/module.ts';
import type { MessageLook } from './derive.ts';

export interface IngestStatus {
  revenue?: {
    tip: number;
    /** Header time of the tip's block, or of the newest block known to be read; null: nobody has ever told one. */
    tipTime: number | null;
    completedAt: number;
    /** False until payments, messages and prices have been complete once. */
    complete: boolean;
    /** The tracked addresses have changed and were not all read since: no sum holds for all of them. */
    isPartial?: boolean;
  };
  messages?: {
    /** When the request for the dump was made: what it does not hold was unknown then. */
    askedAt: number;
    count: number;
    /** Hashes whose message the network has in a form that cannot be read. */
    unreadable?: string[];
    /** Whether those are all: else a hash that the dump does not hold may be one of them. Absent: yes. */
    isEachNamed?: boolean;
  };
  tracked?: string[];
  formerlyTracked?: string[];
  audit?: AuditReport;
  census?: { completedAt: number; documents: DocumentReports };
}

export interface AuditReport {
  completedAt: number;
  from: number;
  to: number;
  compared: number;
  missing: number;
  surplus: number;
  differing: number;
  identified: number;
  /** Transactions about which the sources contradict each other or what is settled; what is stored of them stayed. */
  disputed: number;
  /** The first of them. */
  disputedTxids: string[];
  sources: string[];
}

export async function readStatus(store: Store): Promise<IngestStatus> {
  const rows = await store.query('sync_status', {});
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown]));
}

/** What the dump of messages says about hashes that it does not hold; null before there was one. */
export function lookOf({ messages }: Pick<IngestStatus, 'messages'>): MessageLook | null {
  if (messages === undefined) return null;
  const { askedAt, unreadable = [], isEachNamed = true } = messages;
  return { askedAt: isEachNamed ? askedAt : null, unreadable };
}

export function statusEntries(entries: IngestStatus): StatusInput {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, { value: JSON.stringify(value) }]));
}
