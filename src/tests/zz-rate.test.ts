import { expect, it } from 'vitest';
import { openSqlite } from '/work/main/src/lib/server/store/sqlite.ts';
import { rmSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { keySet } from '/work/main/src/lib/server/store/rows.ts';
it('rate', async () => {
  for (const f of ['/tmp/rate.db','/tmp/rate.db-wal','/tmp/rate.db-shm']) rmSync(f, { force: true });
  const store = await openSqlite('/tmp/rate.db');
  const [l] = await store.query('acquire_lease', { name: 'revenue', holder: 'x', now: 1, expires_at: 100 });
  const payers = Array.from({ length: 500 }, () => 't1' + randomBytes(30).toString('base64').replace(/[+/=]/g, 'x').slice(0, 33));
  const N = Number(process.env.N ?? 50000), B = Number(process.env.B ?? 1000);
  let spent = 0; const c0 = process.cpuUsage();
  for (let b = 0; b < N / B; b++) {
    const rows = Array.from({ length: B }, (_, i) => { const n = b * B + i; const txid = randomBytes(32).toString('hex'); const height = 1700000 + n * 50;
      return { txid, sort_key: String(BigInt(height) * 65536n + BigInt('0x' + txid.slice(0, 4))), block_height: height, block_hash: randomBytes(32).toString('hex'), block_time: 1716000000 + n * 2400,
        date: new Date((1716000000 + n * 2400) * 1000).toISOString().slice(0, 10), address: 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', from_address: payers[n % 3 ? 0 : n % 500]!, amount_sat: String(1e8 + n), usd_micros: '12345',
        price_source: 'close' as const, message_hash: randomBytes(32).toString('hex'), app_name: n % 20 ? 'app' + (n % 5000) + '1795100000123' : null, app_type: 'docker' as const, source: 'other' as const, settled: 1 as const }; });
    const facts = rows.map((r) => ({ txid: r.txid, height: r.block_height, block_hash: r.block_hash, block_time: r.block_time, payload: JSON.stringify({ p: r.from_address, o: [[r.address, r.amount_sat], [r.from_address, '12312312333']], r: ['6a40' + randomBytes(64).toString('hex')] }) }));
    const t = performance.now();
    await store.query('store_payments', { lease: 'revenue', fence: l!.fence, facts, payments: rows, removed_facts: {}, removed_payments: {}, affected: keySet(rows.map((r) => r.txid)), cursors: { a: { height: b } }, parked: [], reorgs: [], priced: {}, status: {}, now: 1 });
    spent += performance.now() - t;
  }
  const c = process.cpuUsage(c0);
  console.log('rows/s wall', (N / spent) * 1000 | 0, 'cpu us/row', (c.user + c.system) / N, 'MB', statSync('/tmp/rate.db').size / 1e6);
  console.log(await store.query('get_table_counts', {}));
  await store.close();
  expect(1).toBe(1);
}, 300000);
