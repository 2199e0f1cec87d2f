/**
 * Errors of the database as PostgREST answers them: with their SQLSTATE. The local server answers most of them so and the
 * rest as "500, no code"; those are put into the form in which it passes a code on.
 */
import type { Connection } from '@supabase/lite';

const PASSED_ON = /^(42|22|21|53|55|PT|PGRST|23502|23503|23505|25006)/;
const STATUS: [RegExp, number][] = [
  [/^(08|57P)/, 503],
  [/^(25|40|57|58|XX)/, 500]
];
const REJECTED = 400;

/** Changes the connection. */
export function answerErrorCodes(connection: Connection): void {
  const normalize = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => {
    const known: unknown = normalize(error);
    if (!(known instanceof Error) || !('code' in known)) return known;
    const code = String(known.code);
    if (!/^[0-9A-Z]{5}$/.test(code) || PASSED_ON.test(code)) return known;
    const status = STATUS.find(([codes]) => codes.test(code))?.[1] ?? REJECTED;
    return Object.assign(new Error(JSON.stringify({ code, message: known.message, details: null, hint: null })), {
      code: 'PGRST',
      detail: JSON.stringify({ status, headers: {} })
    });
  };
}
