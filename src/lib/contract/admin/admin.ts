/** The operator: signing in, what was done by whom, and the state of the revenue index. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Flux, freshness, Height, UnixTime } from '../kit/figures.ts';
import { Progress } from '../health/health.ts';
import { limitUpTo } from '../kit/parameters.ts';

/** Holds the session; HttpOnly, so that only the server of a page reads it. */
export const SESSION_COOKIE = 'fluxtracker_session';

const Session = z.strictObject({ expiresAt: UnixTime.nullable().describe('null for a bearer token') });

export const session = endpoint({
  id: 'session',
  path: '/api/admin/session',
  summary: 'Whether the caller is signed in (401 if not)',
  auth: 'admin',
  response: Session
});

export const signIn = endpoint({
  id: 'signIn',
  method: 'POST',
  path: '/api/admin/session',
  summary: 'Signs in: exchanges the bearer token for a session cookie of 12 hours',
  auth: 'admin',
  body: z.strictObject({}).optional(),
  response: Session
});

export const signOut = endpoint({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/admin/session',
  summary: 'Signs out: drops the session cookie',
  auth: 'admin',
  response: Session
});

export const AuditEntry = z.strictObject({
  id: z.string(),
  at: UnixTime,
  actor: z.string(),
  client: z.string(),
  action: z.string(),
  detail: z.string(),
  outcome: z.string()
});

export const audit = endpoint({
  id: 'audit',
  path: '/api/admin/audit',
  summary: 'Administrative calls, newest first',
  auth: 'admin',
  query: z.strictObject({ limit: limitUpTo(1_000, 100) }),
  response: z.strictObject({ entries: z.array(AuditEntry) })
});

export const revenueStatus = endpoint({
  id: 'revenueStatus',
  path: '/api/admin/revenue-status',
  summary:
    'The revenue index: cursors, what is not settled, priced or attributed yet, failed transactions, reorganisations',
  auth: 'admin',
  response: z.strictObject({
    isComplete: z.boolean(),
    lastCompleted: UnixTime.nullable(),
    tip: Height.nullable(),
    progress: Progress.nullable(),
    cursors: z.array(z.strictObject({ address: z.string(), height: Height, updatedAt: UnixTime })),
    payments: z.strictObject({
      total: Count,
      unsettled: Count,
      unpriced: Count,
      pendingAttribution: Count,
      ...freshness
    }),
    failed: z.array(
      z.strictObject({
        txid: z.string(),
        height: Height,
        reason: z.string(),
        attempts: Count,
        firstFailedAt: UnixTime,
        lastFailedAt: UnixTime
      })
    ),
    failedTotal: Count,
    reorgs: z.array(
      z.strictObject({ id: z.string(), detectedAt: UnixTime, height: Height, transactions: Count, amount: Flux })
    )
  })
});
