/** An Electrum server's errors, which every kind of server words in its own way. */
import { z } from 'zod';
import type { UpstreamError } from '../../platform/errors.ts';
import { DefiniteNo, quoteShort, Transient } from '../../platform/upstream/failures.ts';
import { ELECTRUM_SOURCE } from './electrum-socket.ts';

const shape = z.union([
  z.looseObject({ code: z.number().nullish(), message: z.string().catch('no message') }),
  z.string().transform((message) => ({ code: null, message }))
]);

/** Excessive use, busy: the server disconnects next. */
const BUSY = new Set([-101, -102]);

export function refusalOf(told: unknown): UpstreamError {
  const { code = null, message } = shape.safeParse(told).data ?? { message: 'an error that cannot be read' };
  const words = quoteShort(message);
  if (code !== null && BUSY.has(code)) return new Transient(ELECTRUM_SOURCE, `the server is busy: ${words}`);
  if (/unavailable index|index is not|not ready|warming/i.test(message)) return new Transient(ELECTRUM_SOURCE, words);
  return new DefiniteNo(ELECTRUM_SOURCE, words, code ?? null);
}

export const isHistoryTooLarge = ({ rpcCode, message }: DefiniteNo) =>
  rpcCode === 10_001 || /history too large|too many history entries/i.test(message);

export const isTransactionUnknown = ({ message }: DefiniteNo) =>
  /no such (?:mempool|transaction)|missing transaction|not found|unknown transaction/i.test(message);
