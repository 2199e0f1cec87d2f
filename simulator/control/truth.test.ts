/** What the truth says, and that the chain's own views agree with it after blocks and reorganisations. */
import { afterEach, describe, expect, it } from 'vitest';
import { tracked } from '../chain/addresses.ts';
import type { Simulator } from '../index.ts';
import { closeAll, setup, standing } from './test-network.ts';
import type { Truth } from './truth.ts';

afterEach(closeAll);

describe('the truth', () => {
  it('follows payments, blocks and a reorganisation', async () => {
    const { control, truth } = await setup();
    const before = await truth();
    await control('POST', 'payments', { count: 40 });
    expect((await truth()).transactions).toEqual(before.transactions);
    await control('POST', 'blocks', { count: 3 });
    const after = await truth();
    expect(after.factCount).toBeGreaterThanOrEqual(before.factCount + 40);
    expect(after.tip).toBe(before.tip + 3);
    const report = (await control('POST', 'reorg', { depth: 3, drop: 5, move: 5, add: 2 })) as ReturnType<
      Simulator['reorg']
    >;
    const replaced = await truth();
    const heights = new Map(replaced.transactions.map(({ txid, height }) => [txid, height]));
    expect(report.dropped.map(({ txid }) => heights.has(txid))).toEqual(Array(5).fill(false));
    for (const { txid, to } of report.moved) if (heights.has(txid)) expect(heights.get(txid)).toBe(to);
    expect(replaced.factCount).toBe(after.factCount - 5 + 2);
    expect(replaced.tipHash).toBe(report.newTipHash);
  });

  it('sums to the same by day, source and in all, and comes as lines too', async () => {
    const { get, truth } = await setup();
    const told = await truth();
    const total = (groups: Truth['perDay']) =>
      Object.values(groups).reduce((sum, { amountSat }) => sum + BigInt(amountSat), 0n);
    expect(total(told.perDay).toString()).toBe(told.total.amountSat);
    expect(total(told.perSource).toString()).toBe(told.total.amountSat);
    const [head, ...lines] = (await get('/control/truth.ndjson')).text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const { transactions, ...rest } = told;
    expect(head).toEqual(rest);
    expect(lines).toEqual(transactions);
  });

  it('up to a height is what a slower index holds', async () => {
    const { control, truth } = await setup({ paymentsPerBlock: 2 });
    const { tip, factCount } = await truth();
    await control('POST', 'blocks', { count: 5 });
    const upTo = await truth(`?upTo=${tip}`);
    expect(upTo.factCount).toBe(factCount);
    expect((await truth()).factCount).toBeGreaterThan(factCount);
    expect(upTo.transactions.every(({ height }) => height <= tip)).toBe(true);
  });

  it('leaves out spends, change and free updates, and has every kind of the rest', async () => {
    const { truth } = await setup({ payments: 400 });
    const { transactions, excluded, factCount } = await truth();
    expect(transactions.length + excluded.own + excluded.spend + excluded.freeUpdate).toBe(factCount);
    expect(Math.min(excluded.own + excluded.spend, excluded.freeUpdate)).toBeGreaterThan(0);
    expect(new Set(transactions.map(({ appType }) => appType))).toEqual(
      new Set(['git', 'docker', 'fluxdrive', 'unregistered', null])
    );
    expect(transactions.some(({ fromAddress }) => fromAddress === 'Unknown')).toBe(true);
    const hashes = transactions.flatMap(({ messageHash }) => messageHash ?? []);
    expect(new Set(hashes).size).toBeLessThan(hashes.length);
    const withoutPrice = transactions.filter(({ usdMicros }) => usdMicros === null);
    expect(new Set(withoutPrice.map(({ date }) => date)).size).toBe(1);
  });

  it('with another clock knows more closes and gives up on messages', async () => {
    const { control, truth } = await setup({ paymentsPerBlock: 5 });
    await control('POST', 'blocks', { count: 40 });
    const today = await truth();
    const later = await truth(`?clock=${standing.now + 2 * 86_400}`);
    expect(today.transactions.at(-1)?.usdIsLive).toBe(true);
    expect(later.transactions.some(({ usdIsLive }) => usdIsLive)).toBe(false);
    expect(Object.keys(later.closes).length).toBe(Object.keys(today.closes).length + 2);
    const waiting = today.transactions.filter(
      ({ messageHash, appType, appName }) => messageHash && !appType && !appName
    );
    const types = new Map(later.transactions.map(({ txid, appType }) => [txid, appType]));
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every(({ txid }) => types.get(txid) === 'unregistered')).toBe(true);
  });

  it('knows what the mempool knows only once it is mined', async () => {
    const { get, control } = await setup();
    const { txids } = (await control('POST', 'payments', { count: 5 })) as { txids: string[] };
    const waiting = JSON.parse((await get(`/blockbook/api/v2/address/${tracked}?details=txids`)).text) as {
      txids: string[];
    };
    expect(waiting.txids.slice(0, 5).every((txid) => txids.includes(txid))).toBe(true);
    const ranged = JSON.parse((await get(`/blockbook/api/v2/address/${tracked}?to=9999999`)).text) as {
      txids: string[];
    };
    expect(ranged.txids.some((txid) => txids.includes(txid))).toBe(false);
  });
});

describe('after a reorganisation', () => {
  it('the daemon tells orphans by height -1 and confirmations -1, and Blockbook knows them no more', async () => {
    const { get, control, data, truth } = await setup();
    await control('POST', 'payments', { count: 30 });
    await control('POST', 'blocks', { count: 2 });
    const { tip } = await truth();
    const oldHash = await data<string>(`getblockhash/${tip - 1}`);
    const report = (await control('POST', 'reorg', { depth: 2, drop: 2, move: 2 })) as ReturnType<Simulator['reorg']>;
    const txid = report.dropped[0]!.txid;
    const dropped = await data<Record<string, unknown>>(`getrawtransaction/${txid}/1`);
    expect(dropped).toMatchObject({ txid, height: -1, confirmations: 0 });
    expect(dropped).not.toHaveProperty('blockhash');
    const orphan = await data<{ tx: { txid: string }[] }>(`getblock/${oldHash}/2`);
    expect(orphan).toMatchObject({ hash: oldHash, height: tip - 1, confirmations: -1 });
    expect(orphan.tx.map((one) => one.txid)).toContain(txid);
    expect(await data<string>(`getblockhash/${tip - 1}`)).not.toBe(oldHash);
    expect(await data<string[]>(`getaddresstxids/${tracked}/${tip - 2}/${tip}`)).not.toContain(txid);
    expect((await get(`/blockbook/api/v2/tx/${txid}`)).status).toBe(400);
    const { txid: mover, to } = report.moved[0]!;
    expect(await data(`getrawtransaction/${mover}/1`)).toMatchObject({
      height: to,
      confirmations: tip - (to ?? 0) + 1
    });
  });
});

describe('a transaction first asked for in the mempool', () => {
  it('comes back without height after it was mined, from the cache of an hour', async () => {
    const { get, control } = await setup({ hasStaleCaches: true });
    const { txids } = (await control('POST', 'payments', { count: 8 })) as { txids: string[] };
    const ask = async (txid: string) =>
      JSON.parse((await get(`/api/daemon/getrawtransaction/${txid}/1`)).text) as { data: object };
    const txid = (await Promise.all(txids.map(async (one) => ('txid' in (await ask(one)).data ? one : null)))).find(
      (one) => one !== null
    )!;
    await control('POST', 'blocks', { count: 3 });
    expect((await ask(txid)).data).not.toHaveProperty('height');
    await control('POST', 'clock', { now: standing.now + 3_700 });
    expect((await ask(txid)).data).toHaveProperty('height');
  });
});
