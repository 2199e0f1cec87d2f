/**
 * How long a statement may run on Postgres and how much longer we wait for its answer: the database gives up first, so
 * that a statement we stopped waiting for is one that was rolled back. Supabase's own limit (8 s) is too short for exports.
 */
import type { Statement } from './sql.ts';

export type Kind = Pick<Statement, 'isWrite' | 'isHeavy'>;

/** PostgREST takes it from the function's settings (its `db-hoisted-tx-settings`). */
export function runSeconds({ isWrite, isHeavy }: Kind): number {
  return isWrite || isHeavy ? 120 : 20;
}

export function answerMs(kind: Kind): number {
  return (runSeconds(kind) + 10) * 1_000;
}
