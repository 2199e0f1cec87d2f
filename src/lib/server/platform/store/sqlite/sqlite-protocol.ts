/** What the store's thread and its SQLite workers say to each other. */
import type { BoundArguments } from './sqlite-arguments.ts';

export type WorkerRequest =
  { kind: 'query'; id: number; name: string; args: BoundArguments } | { kind: 'checkpoint' } | { kind: 'close' };

export type WorkerAnswer =
  | { kind: 'open' }
  | { kind: 'rows'; id: number; rows: unknown[] }
  | { kind: 'failed'; id: number; message: string; code: string }
  | { kind: 'closed' };

/** An error in a form that crosses threads. */
export function describeError(error: unknown): { message: string; code: string } {
  if (!(error instanceof Error)) return { message: String(error), code: '' };
  return { message: error.message, code: 'code' in error ? String(error.code) : '' };
}
