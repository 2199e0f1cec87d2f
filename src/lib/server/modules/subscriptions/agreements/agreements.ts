/**
 * Agreements outside the chain. An idempotency key makes one agreement however often, and by however many at once, it is
 * sent: the store decides who was first.
 */
import { createHash, randomUUID } from 'node:crypto';
import type * as z from 'zod';
import type { Agreement, agreementBody } from '../../../../contract/subscriptions/agreements.ts';
import { formatDecimal, powerOfTen } from '../../../../domain/money/decimal.ts';
import { readDecimal, type DecimalFault } from '../../../../domain/money/decimal-input.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { BadRequest, NotFound } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { AgreementRow } from '../statements-read.ts';

export type AgreementInput = z.output<typeof agreementBody>;

export interface AgreementDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
}

export type Made =
  | { kind: 'made' | 'replayed'; agreement: Agreement }
  | { kind: 'other body' }
  | { kind: 'fault'; field: string; fault: DecimalFault };

const FLUX = { decimals: 8, max: 2n ** 63n - 1n };
const RATE = { decimals: 18, max: 10n ** 40n };
/** A rate has ten decimals more than an amount. */
const RATE_OVER_SAT = powerOfTen(RATE.decimals - FLUX.decimals);
/** The year 2286. */
const LATEST = 9_999_999_999n;

/** BadRequest where term and rate contradict each other. */
export async function makeAgreement(
  { store, now }: AgreementDeps,
  { key, body }: { key: string; body: AgreementInput }
): Promise<Made> {
  const deposit = readDecimal(body.depositAmount, FLUX);
  if ('fault' in deposit) return { kind: 'fault', field: 'depositAmount', fault: deposit.fault };
  const rate = body.ratePerSecond === undefined ? null : readDecimal(body.ratePerSecond, RATE);
  if (rate !== null && 'fault' in rate) return { kind: 'fault', field: 'ratePerSecond', fault: rate.fault };
  const start = body.start ?? now();
  const row: Omit<AgreementRow, 'ended_at'> = {
    id: `agr_${randomUUID()}`,
    idempotency_key: key,
    body_hash: hashOf(body),
    sender: body.sender,
    recipient: body.recipient,
    deposit_sat: String(deposit.value),
    ...termOf(deposit.value, { start, end: body.end, rate: rate?.value ?? null }),
    note: body.note,
    created_at: now()
  };
  const [added] = await store.query('store_agreement', { agreement: [row] });
  if (added !== undefined) return { kind: 'made', agreement: agreementOf({ ...row, ended_at: null }, now()) };
  const [first] = await store.query('agreement_of', { id: '', key });
  if (first?.body_hash !== row.body_hash) return { kind: 'other body' };
  return { kind: 'replayed', agreement: agreementOf(first, now()) };
}

/** NotFound for an unknown id; null: it is over already. */
export async function endAgreement({ store, now }: AgreementDeps, id: string): Promise<Agreement | null> {
  const [ended] = await store.query('end_agreement', { id, now: now() });
  const agreement = await findAgreement({ store, now }, id);
  if (agreement === null) throw new NotFound('There is no agreement of that id.');
  return ended === undefined ? null : agreement;
}

export async function findAgreement({ store, now }: AgreementDeps, id: string): Promise<Agreement | null> {
  const [row] = await store.query('agreement_of', { id, key: '' });
  return row === undefined ? null : agreementOf(row, now());
}

export async function listAgreements({ store, now }: AgreementDeps): Promise<{ agreements: Agreement[] }> {
  const rows = await store.query('agreements_all', {});
  return { agreements: rows.map((row) => agreementOf(row, now())) };
}

/** Of end and rate the one that was not given follows from the other. */
function termOf(
  deposit: bigint,
  { start, end, rate }: { start: number; end: number | undefined; rate: bigint | null }
): Pick<AgreementRow, 'rate_e18' | 'start_time' | 'end_time'> {
  if ((end === undefined) === (rate === null))
    throw refused('end', 'either end or ratePerSecond, not both and not none');
  if (rate !== null) {
    const seconds = (deposit * RATE_OVER_SAT + rate - 1n) / rate;
    const last = BigInt(start) + seconds;
    if (last > LATEST) throw refused('ratePerSecond', 'so low that it would last for centuries');
    return { rate_e18: String(rate), start_time: start, end_time: Number(last) };
  }
  const until = end ?? start;
  if (until <= start) throw refused('end', 'after the start');
  return { rate_e18: String((deposit * RATE_OVER_SAT) / BigInt(until - start)), start_time: start, end_time: until };
}

function agreementOf(row: AgreementRow, now: number): Agreement {
  const deposit = BigInt(row.deposit_sat);
  const { start_time: start, end_time: end, ended_at: endedAt } = row;
  const until = Math.min(end, endedAt ?? now);
  const accrued = until <= start ? 0n : (deposit * BigInt(until - start)) / BigInt(end - start);
  const left = deposit - accrued;
  return {
    id: row.id,
    kind: 'agreement',
    sender: row.sender,
    recipient: row.recipient,
    depositAmount: formatFlux(deposit),
    ratePerSecond: formatDecimal(BigInt(row.rate_e18), RATE.decimals, RATE.decimals),
    start,
    end,
    accrued: formatFlux(accrued),
    deferred: formatFlux(endedAt === null ? left : 0n),
    breakage: formatFlux(endedAt === null ? 0n : left),
    status: endedAt !== null ? 'cancelled' : now < end ? 'active' : 'completed',
    note: row.note,
    createdAt: row.created_at,
    endedAt
  };
}

/** Of what was sent, whatever the order of its fields. */
function hashOf(body: AgreementInput): string {
  const fields = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

function refused(name: string, message: string): BadRequest {
  return new BadRequest(`${name}: ${message}`, [{ name, message }]);
}
