/**
 * Row shapes, named as the columns are.
 *
 * Satoshi, micro-dollars, prices and sort keys leave the store as text (they pass 2^53 in sums) and enter it as text.
 */
import type { AppType } from '../../../domain/payments/attribution.ts';
import type { Payer } from '../../../domain/payments/payers.ts';

export interface FactRow {
  txid: string;
  height: number;
  block_hash: string;
  block_time: number;
  /** `{"p": payer | null, "o": [[address, sat], ...], "r": [script hex, ...]}` */
  payload: string;
}

export interface PaymentRow {
  txid: string;
  sort_key: string;
  block_height: number;
  block_hash: string;
  block_time: number;
  date: string;
  address: string;
  from_address: string;
  amount_sat: string;
  usd_micros: string | null;
  price_source: 'close' | 'live' | null;
  message_hash: string | null;
  app_name: string | null;
  app_type: AppType | null;
  source: Payer;
  settled: 0 | 1;
}

export interface AppMessageRow {
  type: 'register' | 'update';
  txid: string | null;
  height: number;
  value_sat: string | null;
  timestamp_ms: number | null;
  app_name: string;
  owner: string;
  spec_version: number | null;
  /** JSON of AppComponent[]; `null` for a content that could not be read. */
  components: string;
  instances: number | null;
  expire: number | null;
  /** Unix seconds. */
  end_time: number | null;
  /** JSON of string[] or null. */
  geolocation: string;
  is_encrypted: 0 | 1;
}

export type CloseSource = 'imported' | 'binance' | 'coingecko' | 'cryptocompare';

export interface CloseRow {
  date: string;
  price_e8: string;
  source: CloseSource;
}

export interface MetricRow {
  /** JSON. */
  value: string;
  source: string;
  as_of: number;
}

export interface FailedRow {
  txid: string;
  height: number;
  reason: string;
  attempts: number;
  first_failed_at: number;
  last_failed_at: number;
}

export interface ReorgInput {
  id: string;
  txid: string;
  old_height: number;
  new_height: number | null;
  amount_sat: string | null;
}

export type JobState = 'running' | 'succeeded' | 'failed' | 'interrupted';

export interface JobRow {
  id: string;
  name: string;
  state: JobState;
  requested_by: string;
  arguments: string;
  started_at: number;
  updated_at: number;
  finished_at: number | null;
  done: number | null;
  total: number | null;
  error: string | null;
  result: string | null;
}

export interface AuditRow {
  id: string;
  at: number;
  actor: string;
  client: string;
  action: string;
  detail: string;
  outcome: string;
}

/** A set of texts as the statements take it: its members are the keys. */
export type KeySet = Record<string, 1>;

export function keySet(keys: Iterable<string>): KeySet {
  return Object.fromEntries([...keys].map((key) => [key, 1]));
}

/** What a fenced statement takes besides its own arguments: proof that the writer still holds its lease. */
export interface Fenced {
  lease: string;
  fence: number;
}

/** An event before it has its number (see platform/events/event.ts). */
export interface EventDraft {
  id: string;
  type: string;
  version: number;
  subject: string;
  height: number | null;
  /** Unix seconds. */
  at: number;
  /** JSON of the payload. */
  data: string;
  /** 1: a state that may come back; told again it gets a further id. 0: it happens once, told again it is left out. */
  recurs: 0 | 1;
}

/** What a statement that tells takes besides its own arguments: appended in its transaction, in this order. */
export interface Telling {
  events: readonly EventDraft[];
}

export interface EventRow {
  seq: number;
  id: string;
  type: string;
  version: number;
  subject: string;
  height: number | null;
  at: number;
  data: string;
}
