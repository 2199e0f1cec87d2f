/**
 * From an HTTP answer to a value we trust: status, JSON, envelope, schema, in this order.
 *
 * The HTTP status alone never tells whether a FluxOS call worked: application errors come with 200, and a dead back end
 * behind the load balancer answers HTML, sometimes with 200 as well.
 */
import { z } from 'zod';
import { UpstreamError } from '../errors.ts';
import { exactNumber } from '../exact-numbers.ts';
import type { Answer } from './exchange.ts';
import type { ShapeLook } from './shape-watch.ts';
import { AskedToWait, DefiniteNo, quoteShort, Transient } from './failures.ts';

/** Too many requests, and the exchange's ban of those who went on. */
const TOO_MANY = new Set([429, 418]);
/** A request for silence only together with Retry-After. */
const BUSY = new Set([502, 503, 504]);
/** fluxd: no such address or transaction, no such height. Everything else may be another node's answer in a moment. */
const DEFINITE_CODES = new Set<unknown>([-5, -8]);
/** What fluxd says with those codes: FluxOS loses the code of some errors, the text stays. */
const definiteTexts =
  /no information available about transaction|outside chain range|block height out of range|block not found|invalid address|invalid block height|expected to be greater than/i;
/** Unauthorized, unknown method: asking again changes nothing, and it is not an answer either. */
const HOPELESS_CODES = new Set<unknown>([401, -32_601]);

const envelope = z.object({ status: z.string(), data: z.unknown() });
/** Any of its fields may be missing, null or written as text; some errors are their text alone. */
const envelopeError = z.union([
  z.string().transform((message) => ({ code: null, message })),
  z.object({
    code: z
      .union([z.number(), z.string().transform((code) => (/^-?\d+$/.test(code) ? Number(code) : code))])
      .nullish()
      .catch(null),
    message: z.string().nullish().catch(null)
  })
]);

export interface Reading<T> {
  source: string;
  schema: z.ZodType<T>;
  /** `fluxos`: the value is `data` of an envelope whose status is success. Default: the body itself. */
  dialect?: 'fluxos' | 'plain';
  /** Whole numbers past 2^53 are given as their digits. Default: as the nearest double. */
  isExact?: boolean;
  /** Whether the JSON body of a 400 or 404 (null: text) is this service's way of saying no: its reason, else null. */
  refusalIn?: (body: unknown, text: string) => string | null;
  /** What a body with status 200 complains of, where this service does that: then it is no value of another shape. */
  complaintIn?: (body: unknown) => Complaint | null;
  /** Why a value of the right shape is still no answer: its words, else null. */
  faultIn?: (value: T) => string | null;
  /** Sees the value, or each element of a list, before the schema does. */
  look?: ShapeLook | undefined;
}

export interface Complaint {
  /** The service's own. */
  words: string;
  /** For a limit that was passed: how long it wants to be left alone. null: another complaint. */
  waitMs: number | null;
}

/** When the service itself answered, unix seconds; null where it does not say, or a cache kept the answer. */
export function timeOfAnswer({ header }: Pick<Answer, 'header'>): number | null {
  const at = Date.parse(header('date') ?? '');
  return Number.isNaN(at) || Number(header('age') ?? 0) > 0 ? null : Math.floor(at / 1000);
}

/** Throws for a status that means "later" or "broken"; 400 and 404 may be answers, so the body decides. */
export function refuseStatus(
  source: string,
  { status, header }: Answer,
  { nowSeconds, unsaidWaitMs }: { nowSeconds: number; unsaidWaitMs: number }
): void {
  const waitMs = retryAfterMs(header('retry-after'), nowSeconds);
  if (TOO_MANY.has(status)) throw new AskedToWait(source, `HTTP ${status}`, waitMs ?? unsaidWaitMs);
  if (BUSY.has(status) && waitMs !== null) throw new AskedToWait(source, `HTTP ${status}`, waitMs);
  if (status >= 500 || status === 408) throw new Transient(source, `HTTP ${status}`);
  if (status >= 300 && status !== 400 && status !== 404) throw new UpstreamError(source, `HTTP ${status}`);
}

/** The trusted value of a body. A changed shape is an outage of the source, said in one short line. */
export function readValue<T>(reading: Reading<T>, status: number, text: string): T {
  const { source, schema, dialect, isExact = false, refusalIn, complaintIn, faultIn, look } = reading;
  if (status >= 400) {
    const refusal = refusalIn?.(jsonOrNull(text), text) ?? null;
    if (refusal !== null) throw new DefiniteNo(source, quoteShort(refusal), null);
    throw new UpstreamError(source, `HTTP ${status}`);
  }
  const body = parseJson(source, text, isExact ? exactNumber : undefined);
  const complaint = complaintIn?.(body) ?? null;
  if (complaint !== null) throw failureOf(source, complaint);
  const told = dialect === 'fluxos' ? openEnvelope(source, body) : body;
  for (const row of Array.isArray(told) ? told : [told]) look?.see(row);
  const value = parseShape(source, schema, told);
  const fault = faultIn?.(value) ?? null;
  if (fault !== null) throw new UpstreamError(source, fault);
  return value;
}

function failureOf(source: string, { words, waitMs }: Complaint): UpstreamError {
  const said = `"${quoteShort(words)}"`;
  return waitMs === null ? new UpstreamError(source, said) : new AskedToWait(source, said, waitMs);
}

/** `data` of a FluxOS or stats answer, or its error. */
export function openEnvelope(source: string, body: unknown): unknown {
  const { status, data } = parseShape(source, envelope, body);
  if (status === 'success') return data;
  const { code = null, message } = envelopeError.safeParse(data).data ?? {};
  const text = message ?? `status ${status} and no message`;
  const reason = quoteShort(code === null ? text : `${text} (${code})`);
  const rpcCode = typeof code === 'number' ? code : null;
  const isDefinite = rpcCode === null ? definiteTexts.test(text) : DEFINITE_CODES.has(rpcCode);
  if (isDefinite) throw new DefiniteNo(source, reason, rpcCode);
  if (HOPELESS_CODES.has(code)) throw new UpstreamError(source, reason);
  // The route cache may keep an error for ten minutes under its URL.
  throw new Transient(source, reason, { isCachedError: true });
}

export function parseShape<T>(source: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UpstreamError(source, `answer changed shape: ${firstIssue(result.error)}`);
}

/** "vin.0.txid: expected string": where and what, without the value. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'unreadable' : quoteShort(`${issue.path.join('.') || 'top level'}: ${issue.message}`);
}

export function parseJson(source: string, text: string, reviver?: typeof exactNumber): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch (error) {
    throw new Transient(source, text === '' ? 'empty answer' : 'answer is not complete JSON', { cause: error });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds or a date, which begins with a day of the week; null for everything else. */
function retryAfterMs(text: string | null, nowSeconds: number): number | null {
  if (text === null) return null;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const at = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowSeconds * 1000);
}
