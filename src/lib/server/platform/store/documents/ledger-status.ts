/**
 * What the indexer remembers of the ledger: up to where it is true, when the complete dump of messages was taken, for which
 * addresses its derived rows were made, and how the last audit went.
 */
import * as z from 'zod';
import { Count, Time } from './fields.ts';

export const ledgerStatus = {
  revenue: z.object({
    tip: z.int(),
    /** Header time of the tip's block, or of the newest block known to be read; null: nobody has ever told one. */
    tipTime: z.int().nullable(),
    completedAt: z.int(),
    /** False until payments, messages and prices have been complete once. */
    complete: z.boolean(),
    /** The tracked addresses have changed and were not all read since: no sum holds for all of them. */
    isPartial: z.boolean().optional()
  }),
  messages: z.object({
    /** When the request for the dump was made: what it does not hold was unknown then. */
    askedAt: Time,
    count: Count.catch(0),
    /** Hashes whose message the network has in a form that cannot be read. */
    unreadable: z.array(z.string()).optional(),
    /** Whether those are all: else a hash that the dump does not hold may be one of them. Absent: yes. */
    isEachNamed: z.boolean().optional()
  }),
  tracked: z.array(z.string()),
  /** Addresses that were tracked once, whose facts are stored besides. */
  formerlyTracked: z.array(z.string()),
  audit: z.object({
    completedAt: Time,
    from: z.int(),
    to: z.int(),
    compared: Count,
    missing: Count,
    surplus: Count,
    differing: Count,
    identified: Count,
    /** Transactions about which the sources contradict each other or what is settled; what is stored of them stayed. */
    disputed: Count,
    /** The first of them. */
    disputedTxids: z.array(z.string()),
    sources: z.array(z.string())
  })
};

export type RevenueStatus = z.infer<typeof ledgerStatus.revenue>;
export type AuditReport = z.infer<typeof ledgerStatus.audit>;
