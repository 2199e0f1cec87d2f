/** Rows of subscriptions, made of what was paid and of what became of it. */
import { resourcesOf } from '../../../../domain/apps/app-resources.ts';
import type { AppComponent } from '../../../../domain/chain.ts';
import { accruedAt, termSeconds } from '../../../../domain/subscriptions/accrual.ts';
import type { NothingBought } from '../../../../domain/subscriptions/purchases.ts';
import type { LifeSegment } from '../../../../domain/subscriptions/segments.ts';
import { estimateHeight, estimateTime } from '../../../../domain/time/chain-clock.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import type { LifeMessageRow, LinkRow, SubscriptionRow } from '../statements.ts';

/** An end by time lies so many blocks at most above where the clock of the chain expects it: a quarter of a year. */
const TIME_MARGIN_BLOCKS = 260_000;
/** Nothing of a term that is not known ever ends by itself. */
const NEVER = 2_147_483_647;

type Rest = Omit<
  SubscriptionRow,
  | 'id'
  | 'order_height'
  | 'outcome'
  | 'app_name'
  | 'txid'
  | 'message_hash'
  | 'owner'
  | 'start_height'
  | 'start_time'
  | 'last_height'
>;

const none: Rest = {
  is_listed: 1,
  sender: null,
  recipient: null,
  deposit_sat: '0',
  deposit_usd: '0',
  carried_in_sat: '0',
  carried_in_usd: '0',
  end_height: null,
  end_time: null,
  stop_height: null,
  stop_time: null,
  stop_reason: null,
  left_sat: '0',
  next_height: null,
  renewals: 0,
  term_days: null,
  spec_version: null,
  instances: null,
  is_encrypted: null,
  cpu_millicores: null,
  ram_mb: null,
  hdd_gb: null
};

interface Nothing {
  reason: Exclude<NothingBought, 'orphaned'>;
  app: string | null;
  owner: string | null;
}

/** A payment that bought nothing: all of it is broken at once. */
export function nothingBought(link: LinkRow, { reason, app, owner }: Nothing): SubscriptionRow {
  return {
    ...none,
    id: `${link.txid}:${link.message_hash}`,
    order_height: link.height,
    outcome: reason,
    app_name: app,
    txid: link.txid,
    message_hash: link.message_hash,
    sender: link.sender,
    owner,
    recipient: link.recipient,
    deposit_sat: link.amount_sat,
    deposit_usd: link.usd_micros,
    start_height: link.height,
    start_time: link.block_time,
    left_sat: link.amount_sat,
    last_height: link.height
  };
}

/** A payment that a reorganisation took from the chain: nothing was paid after all. */
export function orphan(gone: {
  txid: string;
  hash: string;
  height: number;
  app: string | null;
  owner: string | null;
}): SubscriptionRow {
  return {
    ...none,
    id: `${gone.txid}:${gone.hash}`,
    order_height: gone.height,
    outcome: 'orphaned',
    app_name: gone.app,
    txid: gone.txid,
    message_hash: gone.hash,
    owner: gone.owner,
    start_height: gone.height,
    start_time: estimateTime(gone.height),
    last_height: gone.height
  };
}

/** A segment of a life; `link`: the transaction that bought it, null where it is not known. */
export function segmentRow(
  segment: LifeSegment,
  {
    row,
    link,
    next,
    renewals
  }: { row: LifeMessageRow; link: LinkRow | null; next: LifeSegment | undefined; renewals: number }
): SubscriptionRow {
  const { start, end, stop, totalSat, carriedInSat, carriedInUsd, message } = segment;
  const txid = link?.txid ?? row.txid ?? '';
  const seconds = termSeconds(segment);
  const components = JSON.parse(row.components) as AppComponent[] | null;
  const resources = resourcesOf({ components, isEncrypted: row.is_encrypted === 1 });
  return {
    id: `${txid}:${row.hash}`,
    order_height: start.height,
    is_listed: link !== null || carriedInSat > 0n ? 1 : 0,
    outcome: link === null ? 'unpaid' : 'bought',
    app_name: row.app_name,
    txid,
    message_hash: row.hash,
    sender: link?.sender ?? null,
    owner: row.owner,
    recipient: link?.recipient ?? null,
    deposit_sat: String(message.depositSat),
    deposit_usd: textOrNull(message.depositUsd),
    carried_in_sat: String(carriedInSat),
    carried_in_usd: textOrNull(carriedInUsd),
    start_height: start.height,
    start_time: start.time,
    end_height: end !== null && 'height' in end ? end.height : null,
    end_time: end !== null && 'time' in end ? end.time : null,
    stop_height: stop?.at.height ?? null,
    stop_time: stop?.at.time ?? null,
    stop_reason: stop?.reason ?? null,
    left_sat: String(stop === null ? 0n : totalSat - accruedAt(segment, stop.at)),
    last_height: lastHeightOf(segment),
    next_height: next?.start.height ?? null,
    renewals,
    term_days: seconds === null ? null : Math.floor(seconds / SECONDS_PER_DAY),
    spec_version: row.spec_version,
    instances: row.instances,
    is_encrypted: row.is_encrypted,
    cpu_millicores: resources?.cpu === undefined || resources.cpu === null ? null : Math.round(resources.cpu * 1_000),
    ram_mb: whole(resources?.ramMb),
    hdd_gb: whole(resources?.hddGb)
  };
}

function lastHeightOf({ start, end, stop }: LifeSegment): number {
  if (stop !== null) return stop.at.height;
  if (end === null) return NEVER;
  if ('height' in end) return Math.min(end.height, NEVER);
  return Math.min(NEVER, Math.max(start.height, estimateHeight(end.time) + TIME_MARGIN_BLOCKS));
}

const whole = (amount: number | null | undefined) =>
  amount === null || amount === undefined ? null : Math.round(amount);
const textOrNull = (amount: bigint | null) => (amount === null ? null : String(amount));
