/** Payments: pages, days, complete exports. Order everywhere: height descending, then txid. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Flux, freshness, Height, Txid, UnixTime, Usd } from '../kit/figures.ts';
import { amount, commaList, limitUpTo, order, page, text } from '../kit/parameters.ts';
import { Source } from './revenue.ts';

export const AppType = z.enum(['git', 'docker', 'fluxdrive', 'unregistered']);

export const Transaction = z.strictObject({
  txid: Txid,
  /** The tracked address that received most. */
  address: z.string(),
  fromAddress: z.string(),
  amount: Flux,
  amountUsd: Usd.nullable(),
  blockHeight: Height,
  timestamp: UnixTime,
  date: Day,
  appName: z.string().nullable(),
  appType: AppType.nullable(),
  source: Source,
  /** Deep enough that the chain cannot take it back. */
  settled: z.boolean()
});
export type Transaction = z.infer<typeof Transaction>;

/** Kinds of app as a selection names them; none: paid for no app that is known. */
export const typeChoices = [...AppType.options, 'none'] as const;
export type TypeChoice = (typeof typeChoices)[number];

const selection = {
  search: z
    .string()
    .regex(/^\P{Cc}{3,64}$/u, { error: '3 to 64 characters' })
    .describe('case-insensitive part of txid, addresses, app name, amount or date')
    .optional(),
  appName: text({ min: 1, max: 256 }).describe('exact').optional(),
  source: commaList(Source.options).optional(),
  type: commaList(typeChoices).describe('kinds of app; none: paid for no app that is known').optional(),
  payer: text({ min: 1, max: 128 }).describe('exact address').optional(),
  min_amount: amount.describe('FLUX').optional(),
  max_amount: amount.describe('FLUX').optional(),
  start_date: Day.optional(),
  end_date: Day.optional()
};

export const summary = endpoint({
  id: 'transactionsSummary',
  path: '/api/transactions/summary',
  summary: 'Number of payments, and revenue of today and of the last 7 and 30 days',
  response: z.strictObject({
    totalTransactions: Count.nullable(),
    revenue: z.strictObject({
      today: Flux.nullable(),
      last7Days: Flux.nullable(),
      last30Days: Flux.nullable(),
      ...freshness
    }),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 10 }
});

export const paginated = endpoint({
  id: 'transactionsPaginated',
  path: '/api/transactions/paginated',
  summary:
    'One page of payments. Totals by day, source and type are exact; with search, payer, app or amount they may be a lower bound',
  query: z.strictObject({
    page,
    limit: limitUpTo(1_000, 50),
    ...selection,
    sort: z.enum(['time', 'amount'], { error: 'time or amount' }).describe('time unless given').optional(),
    order
  }),
  response: z.strictObject({
    transactions: z.array(Transaction),
    total: Count.nullable().describe('null: nothing was read yet'),
    totalIsLowerBound: z.boolean(),
    page: Count,
    limit: Count,
    totalPages: Count.nullable(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

/** Sums of a selection. A lower bound where more payments fit than were looked at. */
export const sum = endpoint({
  id: 'transactionsSum',
  path: '/api/transactions/sum',
  summary: 'Number of the selected payments, and their sums in FLUX and USD: exact, or said to be a lower bound',
  query: z.strictObject(selection),
  response: z.strictObject({
    payments: Count.nullable(),
    revenue: Flux.nullable(),
    revenueUsd: Usd.nullable(),
    pricedCount: Count.nullable(),
    isLowerBound: z.boolean(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

export const ofDay = endpoint({
  id: 'transactionsOfDay',
  path: '/api/transactions/:date',
  summary: 'All payments of a UTC day',
  params: z.strictObject({ date: Day }),
  response: z.strictObject({
    date: Day,
    count: Count.nullable().describe('null: not known, as of a day to come'),
    transactions: z.array(Transaction),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

/** Trailers of an export: they follow its last byte, and what ends without them is incomplete. */
export const ROW_COUNT_TRAILER = 'X-Row-Count';
export const SHA256_TRAILER = 'X-Content-SHA256';

export const exported = endpoint({
  id: 'transactionsExport',
  path: '/api/transactions/export',
  summary:
    `The complete selection as a stream of CSV, NDJSON or Parquet. The number of rows and the SHA-256 of all bytes (as ` +
    `they are before any Content-Encoding) come as HTTP trailers, ${ROW_COUNT_TRAILER} and ${SHA256_TRAILER}; an answer ` +
    `that ends without them is incomplete, and is broken off`,
  query: z.strictObject({
    format: z
      .enum(['csv', 'ndjson', 'parquet'], { error: 'csv, ndjson or parquet' })
      .describe(
        'csv: RFC 4180, text that a spreadsheet would run as a formula begins with an apostrophe; ndjson: a payment per ' +
          'line; parquet: amounts DECIMAL(38,8), height INT64, timestamp TIMESTAMP in UTC, date DATE, text as it is'
      )
      .default('csv'),
    ...selection,
    proof: z
      .enum(['line'], { error: 'line' })
      .describe(
        'line: a last line, which is no part of the file, says rows and the SHA-256 of the bytes before it, for ' +
          'clients that cannot read trailers: "# rows=N sha256=...", in NDJSON {"rows":N,"sha256":"..."}'
      )
      .optional()
  }),
  scope: 'export',
  response: z.string(),
  produces: ['text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet'],
  isStream: true
});
