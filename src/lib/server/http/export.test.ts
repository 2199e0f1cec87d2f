import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../tests/api.ts';
import { NOON, payment, plant, txidOf } from '../../../tests/factories.ts';
import { textCell } from '../../domain/csv.ts';

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
  const { get } = await startApi({ planted: { payments: many } });
  const answer = await get(`/api/transactions/export?format=csv${query}`);
  expect(answer.headers.get('content-disposition')).toContain('fluxtracker-transactions-2026-03-18.csv');
  const { lines, rows, isIntact } = checked(await answer.text(), '\r\n');
  const expected = many.filter((_, at) => isSelected(at)).map(({ txid }) => txid);
  expect(isIntact).toBe(true);
  expect(rows).toBe(expected.length);
  const sent = lines.slice(1).map((line) => line.split(',')[0]);
  expect(sent).toHaveLength(expected.length);
  expect(new Set(sent)).toEqual(new Set(expected));
});

it('has the order of the pages', async () => {
  const { get } = await startApi({ planted: { payments: many.slice(0, 2_500) } });
  const { lines } = checked(await (await get('/api/transactions/export')).text(), '\r\n');
  const { transactions } = (await (await get('/api/transactions/paginated?page=2&limit=1000')).json()) as {
    transactions: { txid: string }[];
  };
  expect(lines.slice(1_001, 2_001).map((line) => line.split(',')[0])).toEqual(transactions.map(({ txid }) => txid));
});

it('sends NDJSON whose rows are what the pages show', async () => {
  const { get } = await startApi({ planted: { payments: many.slice(0, 40) } });
  const text = await (await get('/api/transactions/export?format=ndjson')).text();
  const lines = text.trimEnd().split('\n');
  const trailer = JSON.parse(lines.at(-1)!) as { rows: number; sha256: string };
  const before = text.slice(0, text.lastIndexOf('{"rows"'));
  expect(trailer).toEqual({ rows: 40, sha256: createHash('sha256').update(before).digest('hex') });
  const { transactions } = (await (await get('/api/transactions/paginated?limit=1000')).json()) as {
    transactions: unknown[];
  };
  expect(lines.slice(0, -1).map((line) => JSON.parse(line) as unknown)).toEqual(transactions);
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
  const { get, store } = await startApi({
    planted: { payments: many },
    wrapReads: (reads) => ({
      ...reads,
      async *exported(query) {
        let slices = 0;
        for await (const slice of reads.exported(query)) {
          if (slices++ === 0) await plant(store, { payments: [payment({ block_height: 2_100_000 })] });
          yield slice;
        }
      }
    })
  });
  const { rows, isIntact } = checked(await (await get('/api/transactions/export')).text(), '\r\n');
  expect([rows, isIntact]).toEqual([many.length, true]);
});

it('leaves a file without its last line when the store fails on the way', async () => {
  const { origin } = await startApi({
    planted: { payments: many },
    wrapReads: (reads) => ({
      ...reads,
      async *exported(query) {
        for await (const slice of reads.exported(query)) {
          yield slice;
          throw new Error('the disk is gone');
        }
      }
    })
  });
  const answer = await fetch(`${origin}/api/transactions/export`);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
});

it('stops reading when the client goes away', async () => {
  let read = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
  const slice = Array.from({ length: 2_000 }, (_, at) => transaction(at));
  const { origin } = await startApi({
    wrapReads: (reads) => ({
      ...reads,
      async *exported() {
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
    })
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

function checked(text: string, lineEnd: string) {
  const lines = text.split(lineEnd);
  expect(lines.pop()).toBe('');
  const trailer = lines.pop() ?? '';
  const [, rows, sha256] = /^# rows=(\d+) sha256=([0-9a-f]{64})$/.exec(trailer) ?? [];
  const before = text.slice(0, text.length - trailer.length - lineEnd.length);
  return { lines, rows: Number(rows), isIntact: createHash('sha256').update(before).digest('hex') === sha256 };
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
