import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../../tests/support/api.ts';
import { receive } from '../../../../../tests/exports/through-edge.ts';
import { NOON, payment, plant, txidOf } from '../../../../../tests/support/factories.ts';
import { textCell } from '../../../../domain/csv.ts';
import { exportRoute } from '../routes.ts';

afterEach(stopApis);

const many = Array.from({ length: 4_500 }, (_, at) =>
  payment({
    txid: txidOf(at),
    block_height: 2_000_000 + Math.floor(at / 3),
    app_name: at % 900 === 0 ? 'rare' : 'shop',
    source: at % 2 === 0 ? 'team' : 'other',
    block_time: NOON - 86_400 * (at % 5)
  })
);

it.each([
  ['', () => true],
  ['&source=team', (at: number) => at % 2 === 0],
  ['&appName=rare', (at: number) => at % 900 === 0],
  ['&search=RARE', (at: number) => at % 900 === 0],
  ['&appName=rare&source=other', () => false],
  ['&start_date=2026-03-17&end_date=2026-03-17', (at: number) => at % 5 === 1],
  ['&search=rare&start_date=2026-03-18', (at: number) => at % 900 === 0 && at % 5 === 0],
  ['&start_date=2027-01-01', () => false]
])('sends the complete selection %s, counted and hashed', async (query, isSelected) => {
  const { origin } = await startApi({ planted: { payments: many } });
  const { headers, bytes, rows, isIntact } = await receive(`${origin}/api/transactions/export?format=csv${query}`);
  expect(headers['content-disposition']).toContain('fluxtracker-transactions-2026-03-18.csv');
  const lines = linesOf(bytes);
  const expected = many.filter((_, at) => isSelected(at)).map(({ txid }) => txid);
  expect(isIntact).toBe(true);
  expect(rows).toBe(expected.length);
  const sent = lines.slice(1).map((line) => line.split(',')[0]);
  expect(sent).toHaveLength(expected.length);
  expect(new Set(sent)).toEqual(new Set(expected));
});

it('has the order of the pages', async () => {
  const { get, origin } = await startApi({ planted: { payments: many.slice(0, 2_500) } });
  const lines = linesOf((await receive(`${origin}/api/transactions/export`)).bytes);
  const { transactions } = (await (await get('/api/transactions/paginated?page=2&limit=1000')).json()) as {
    transactions: { txid: string }[];
  };
  expect(lines.slice(1_001, 2_001).map((line) => line.split(',')[0])).toEqual(transactions.map(({ txid }) => txid));
});

it('sends NDJSON whose rows are what the pages show', async () => {
  const { get, origin } = await startApi({ planted: { payments: many.slice(0, 40) } });
  const { bytes, rows, isIntact } = await receive(`${origin}/api/transactions/export?format=ndjson`);
  expect([rows, isIntact]).toEqual([40, true]);
  const { transactions } = (await (await get('/api/transactions/paginated?limit=1000')).json()) as {
    transactions: unknown[];
  };
  const lines = String(bytes).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(transactions);
});

it.each([
  ['csv', /\r\n# rows=(\d+) sha256=([0-9a-f]{64})\r\n$/],
  ['ndjson', /\n\{"rows":(\d+),"sha256":"([0-9a-f]{64})"\}\n$/],
  ['parquet', /PAR1# rows=(\d+) sha256=([0-9a-f]{64})\r\n$/]
])('says rows and hash of the %s before it in a last line to whoever asks for one', async (format, line) => {
  const { origin } = await startApi({ planted: { payments: many.slice(0, 40) } });
  const plain = await receive(`${origin}/api/transactions/export?format=${format}`);
  const proven = await receive(`${origin}/api/transactions/export?format=${format}&proof=line`);
  const [, rows, sha256] = line.exec(proven.bytes.toString('latin1')) ?? [];
  expect([rows, sha256]).toEqual(['40', plain.sha256]);
  expect(proven.bytes.subarray(0, plain.bytes.length).equals(plain.bytes)).toBe(true);
  expect([proven.rows, proven.sha256]).toEqual([40, plain.sha256]);
});

it('announces its trailers, but not where no body follows', async () => {
  const { origin } = await startApi({ planted: { payments: many.slice(0, 3) } });
  const path = `${origin}/api/transactions/export`;
  expect((await receive(path)).headers).toMatchObject({ trailer: 'X-Row-Count, X-Content-SHA256' });
  const { status, headers, bytes } = await receive(path, 'HEAD');
  expect([status, headers.trailer, bytes.length]).toEqual([200, undefined, 0]);
  expect(headers['content-type']).toBe('text/csv; charset=utf-8');
});

it('writes text that a spreadsheet would run as text, and numbers as they are', async () => {
  const app_name = '=HYPERLINK("http://x","a,b")';
  const payments = [payment({ app_name, from_address: '@SUM(A1)', amount_sat: '5' })];
  const { get } = await startApi({ planted: { payments } });
  const text = await (await get('/api/transactions/export')).text();
  expect(text).toContain(`,"'=HYPERLINK(""http://x"",""a,b"")",`);
  expect(text).toContain(",'@SUM(A1),0.00000005,");
});

it.each([
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['\tx', "'\tx"],
  ['\rx', `"'\rx"`],
  ['a\nb', '"a\nb"'],
  ['a"b', '"a""b"'],
  ['plain', 'plain']
])('writes the text %j as %j', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

it('is not shifted by what arrives while it runs', async () => {
  const { origin, store } = await startApi({
    planted: { payments: many },
    instead: (reads) => [
      exportRoute(
        () => NOON,
        async function* (query) {
          let slices = 0;
          for await (const slice of reads.exported(query)) {
            if (slices++ === 0) await plant(store, { payments: [payment({ block_height: 2_100_000 })] });
            yield slice;
          }
        }
      )
    ]
  });
  const { rows, isIntact } = await receive(`${origin}/api/transactions/export`);
  expect([rows, isIntact]).toEqual([many.length, true]);
});

it.each(['csv', 'ndjson', 'parquet'])('breaks %s off when the store fails on the way', async (format) => {
  const { origin } = await startApi({
    planted: { payments: many },
    instead: (reads) => [
      exportRoute(
        () => NOON,
        async function* (query) {
          for await (const slice of reads.exported(query)) {
            yield slice;
            throw new Error('the disk is gone');
          }
        }
      )
    ]
  });
  const answer = await fetch(`${origin}/api/transactions/export?format=${format}`);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

it('stops reading when the client goes away', async () => {
  let read = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
  const slice = Array.from({ length: 2_000 }, (_, at) => transaction(at));
  const { origin } = await startApi({
    instead: () => [
      exportRoute(
        () => NOON,
        async function* () {
          try {
            for (;;) {
              read++;
              await Promise.resolve();
              yield slice;
            }
          } finally {
            end(undefined);
          }
        }
      )
    ]
  });
  const client = request(`${origin}/api/transactions/export`, (response) => {
    response.once('data', () => client.destroy());
  });
  client.on('error', () => undefined).end();
  await ended;
  const readUntilThen = read;
  await new Promise(setImmediate);
  expect(read).toBe(readUntilThen);
  expect(read).toBeLessThan(50);
});

/** Without line ends, the header first. */
function linesOf(csv: Buffer): string[] {
  const lines = String(csv).split('\r\n');
  expect(lines.pop()).toBe('');
  return lines;
}

function transaction(at: number) {
  return {
    txid: txidOf(at),
    address: 't3',
    fromAddress: 't1',
    amount: '1.00000000',
    amountUsd: null,
    blockHeight: at,
    timestamp: NOON,
    date: '2026-03-18',
    appName: null,
    appType: null,
    source: 'other' as const,
    settled: true
  };
}
