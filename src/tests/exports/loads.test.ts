/** Every export as it comes through the public port, loaded by other tools with their defaults: rows, sums, types, names. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parseDecimal } from '../../lib/domain/money/decimal.ts';
import { transactionOf } from '../../lib/server/modules/ledger/payment-wire.ts';
import type { Transaction } from '../../lib/contract/ledger/transactions.ts';
import { exportRoute } from '../../lib/server/modules/ledger/routes.ts';
import { NOON } from '../support/factories.ts';
import { oddNames, payments, sumOf, usdOf } from './names.ts';
import { receive, startBoth, stopBoth } from './through-edge.ts';
import { duckdb, duckdbTypes, forgetFiles, keep, libreOffice, missing, sqlite3 } from './tools.ts';

afterEach(stopBoth);
afterAll(forgetFiles);

const AMOUNT_COLUMN = 3;
/** How many rows DuckDB looks at before it decides on types and quotes. */
const SAMPLE_ROWS = 20_480;
const COUNT_AND_SUMS =
  'SELECT count(*), sum(amount::DECIMAL(38,8))::VARCHAR, sum(amountUsd::DECIMAL(38,8))::VARCHAR FROM FILE';

type Format = 'csv' | 'ndjson' | 'parquet';
type Rows = ReturnType<typeof payments>;

/** The path of a file of those payments; what the trailers say of it is true. */
async function exported(rows: Rows, format: Format, query = ''): Promise<string> {
  const { url } = await startBoth(
    rows.length < 10_000
      ? { planted: { payments: rows } }
      : { instead: () => [exportRoute(() => NOON, readFrom(rows))] }
  );
  const file = await receive(`${url}/api/transactions/export?format=${format}${query}`);
  expect([file.status, file.isIntact]).toEqual([200, true]);
  return keep(`payments.${format}`, file.bytes);
}

/** So many that storing them would take longer than everything else: read as the store's rows are, without it. */
function readFrom(rows: Rows): () => AsyncGenerator<Transaction[]> {
  const transactions = rows.map((row) => transactionOf({ ...row, sort_key: '0' }));
  return async function* () {
    for (let at = 0; at < transactions.length; at += 500) {
      yield await Promise.resolve(transactions.slice(at, at + 500));
    }
  };
}

const odd = payments(oddNames.length * 3, (at) => ({ app_name: at % 3 === 0 ? null : (oddNames[at % 10] ?? '') }));
const many = payments(25_000, (at) => ({ app_name: at % 5 === 0 ? null : `shop${at % 900}` }));
/** What is special begins where tools have made up their minds. */
const late = payments(SAMPLE_ROWS + 500, (at) => ({ app_name: at < SAMPLE_ROWS ? null : (oddNames[at % 10] ?? '') }));
const lateQuotes = late.map((row, at) => (at < SAMPLE_ROWS ? { ...row, app_name: 'shop' } : row));

describe('DuckDB', () => {
  it.each<[string, Format, Rows]>([
    ['25,000 rows', 'csv', many],
    ['25,000 rows', 'parquet', many],
    ['50,000 rows', 'ndjson', payments(50_000)],
    ['few rows with names that need quotes', 'csv', odd],
    ['few rows with names that need escapes', 'ndjson', odd],
    ['few rows with any names', 'parquet', odd],
    ['one row', 'csv', payments(1, () => ({ app_name: 'a,b', usd_micros: '5' }))],
    ['one row', 'ndjson', payments(1, () => ({ usd_micros: '5' }))],
    ['one row', 'parquet', payments(1, () => ({ usd_micros: '5' }))],
    ['no names before the sample ends', 'csv', late],
    ['no names before the sample ends', 'ndjson', late],
    ['no names before the sample ends', 'parquet', late],
    ['no name that needs quotes before the sample ends', 'csv', lateQuotes],
    ['no name that needs quotes before the sample ends', 'ndjson', lateQuotes]
  ])('has all of %s (%s), and the sums', async (_, format, rows) => {
    const path = await exported(rows, format);
    expect(await duckdb(path, COUNT_AND_SUMS)).toEqual([[String(rows.length), sumOf(rows), usdOf(rows)]]);
    expect(Object.keys(await duckdbTypes(path))).toEqual(columns);
  });

  it.each<[Format, Rows]>([
    ['csv', odd],
    ['csv', late],
    ['csv', lateQuotes],
    ['parquet', odd],
    ['parquet', late],
    ['ndjson', odd]
  ])('reads names as they are (%s)', async (format, rows) => {
    const path = await exported(rows, format);
    const found = await duckdb(path, 'SELECT appName FROM FILE ORDER BY blockHeight DESC');
    const asText = (name: string | null) => (format === 'csv' && name?.startsWith('=') ? `'${name}` : name);
    expect(found.map(([name]) => name)).toEqual(rows.map(({ app_name }) => asText(app_name)));
  });

  it.each<[Format, Record<string, string>]>([
    ['csv', { amount: 'DOUBLE', blockHeight: 'BIGINT', timestamp: 'BIGINT', date: 'DATE', settled: 'BOOLEAN' }],
    ['ndjson', { amount: 'VARCHAR', blockHeight: 'BIGINT', timestamp: 'BIGINT', date: 'DATE', settled: 'BOOLEAN' }],
    [
      'parquet',
      {
        ...{ txid: 'VARCHAR', amount: 'DECIMAL(38,8)', amountUsd: 'DECIMAL(38,8)', blockHeight: 'BIGINT' },
        ...{ timestamp: 'TIMESTAMP WITH TIME ZONE', date: 'DATE', appName: 'VARCHAR', settled: 'BOOLEAN' }
      }
    ]
  ])('finds the types of %s', async (format, types) => {
    expect(await duckdbTypes(await exported(odd, format))).toMatchObject(types);
  });

  it.each<[Format, string, boolean]>([
    ['csv', '&source=team', true],
    ['ndjson', '&search=SHOP&source=team', true],
    ['parquet', '&source=team', true],
    ['parquet', '&search=shop&source=team', true],
    ['parquet', '&appName=nobody', false],
    ['csv', '&appName=nobody', false]
  ])('has the selection alone (%s%s)', async (format, query, isTeam) => {
    const rows = payments(9_001, (at) => ({ source: at % 3 === 0 ? 'team' : 'other' }));
    const selected = isTeam ? rows.filter(({ source }) => source === 'team') : [];
    const path = await exported(rows, format, query);
    const sum = selected.length === 0 ? null : sumOf(selected);
    expect(await duckdb(path, 'SELECT count(*), sum(amount::DECIMAL(38,8))::VARCHAR FROM FILE')).toEqual([
      [String(selected.length), sum]
    ]);
  });
});

describe('Parquet', () => {
  it('keeps amounts above 2^53, nulls, times and days exactly', async () => {
    const rows = payments(3, (at) => ({
      amount_sat: ['9007199254740993', '44000000000000001', '1'][at] ?? '',
      usd_micros: [null, '9007199254740993', '0'][at] ?? null,
      app_name: null,
      app_type: null
    }));
    const path = await exported(rows, 'parquet');
    const sql = `SELECT amount::VARCHAR, amountUsd::VARCHAR, epoch("timestamp")::BIGINT, date::VARCHAR, appName, appType FROM FILE`;
    expect(await duckdb(path, sql)).toEqual([
      ['90071992.54740993', null, String(rows[0]?.block_time), '2026-03-18', null, null],
      ['440000000.00000001', '9007199254.74099300', String(rows[1]?.block_time), '2026-03-18', null, null],
      ['0.00000001', '0.00000000', String(rows[2]?.block_time), '2026-03-18', null, null]
    ]);
    expect(await duckdb(path, 'SELECT count(*) FROM FILE WHERE amount > 90071992.54740992')).toEqual([['2']]);
  });

  it('has a file of no rows with all its columns', async () => {
    const path = await exported([], 'parquet');
    expect(await duckdb(path, 'SELECT count(*) FROM FILE')).toEqual([['0']]);
    expect(await duckdbTypes(path)).toMatchObject({ amount: 'DECIMAL(38,8)', appName: 'VARCHAR' });
  });

  it('comes in row groups, the last of which may be short', async () => {
    const path = await exported(payments(9_001), 'parquet');
    const groups = 'SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata(FILE) ORDER BY 1';
    expect(await duckdb(path, groups)).toEqual([
      ['0', '2000'],
      ['1', '2000'],
      ['2', '2000'],
      ['3', '2000'],
      ['4', '1001']
    ]);
  });
});

const files: [string, Rows][] = [
  ['25,000 rows', many],
  [
    'names that need quotes',
    odd.map((row) => ({ ...row, app_name: row.app_name?.replaceAll(/[\r\n]+/g, ' ') ?? null }))
  ],
  ['one row', payments(1)]
];

describe('sqlite3', () => {
  it.for(files)('imports %s, no row more, and the sum to the satoshi', async ([, rows], { skip }) => {
    if (missing.sqlite3 !== null) skip(missing.sqlite3);
    const path = await exported(rows, 'csv');
    const inSatoshi = 'sum(CAST(round(amount * 100000000) AS INTEGER))';
    const sum = BigInt(sumOf(rows).replace('.', ''));
    const last = rows.at(-1);
    expect(sqlite3(path, `SELECT count(*), ${inSatoshi}, count(nullif(txid, '')) FROM t`)).toEqual([
      `${rows.length}|${sum}|${rows.length}`
    ]);
    expect(sqlite3(path, `SELECT txid FROM t WHERE blockHeight = ${last?.block_height}`)).toEqual([last?.txid]);
  });
});

describe('LibreOffice', () => {
  it.for(files)('opens %s, no row more, and every amount to the satoshi', async ([, rows], { skip }) => {
    if (missing.soffice !== null) skip(missing.soffice);
    const table = libreOffice(await exported(rows, 'csv'));
    expect(table[0]).toEqual(columns);
    const amounts = table.slice(1).map((cells) => parseDecimal(cells[AMOUNT_COLUMN] ?? '', 8));
    expect(amounts).toEqual(rows.map(({ amount_sat }) => BigInt(amount_sat)));
  });
});

const columns = [
  ...['txid', 'address', 'fromAddress', 'amount', 'amountUsd', 'blockHeight', 'timestamp', 'date'],
  ...['appName', 'appType', 'source', 'settled']
];
