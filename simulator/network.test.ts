/** The simulated chain holds together: whichever way a client reads it, it reads the same. */
import { describe, expect, it } from 'vitest';
import { tracked } from './chain/addresses.ts';
import { dayOf, daySeconds } from './clock.ts';
import { Network } from './network.ts';
import { resolveOptions, type SimulatorOptions } from './options.ts';
import { reorganise } from './control/reorg.ts';

describe('history', () => {
  it('is the same for the same seed and now, and another for another seed', () => {
    const texts = [1, 1, 2].map((seed) => JSON.stringify(setup({ seed }).chain.touching(tracked, 0, 9_000_000)));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  it('balances: every input of the tracked address spends an earlier output of it, once', () => {
    const { chain } = setup();
    const spent = new Set<string>();
    let spends = 0;
    for (const { vin, height } of chain.touching(tracked, 0, chain.tip)) {
      for (const { txid, vout, valueSat, address } of vin.filter((input) => input.address === tracked)) {
        const source = chain.find(txid);
        expect(source?.vout[vout]).toMatchObject({ valueSat, address });
        expect(source?.height).toBeLessThan(height);
        expect(spent.has(`${txid}:${vout}`)).toBe(false);
        spent.add(`${txid}:${vout}`);
        spends++;
      }
    }
    expect(spends).toBeGreaterThan(20);
  });

  it('pays in the last second of a day and in the first of the next', () => {
    const { chain } = setup();
    const times = chain.touching(tracked, 0, chain.tip).map(({ height }) => chain.blockTime(height));
    expect(times.filter((time) => time % daySeconds === daySeconds - 1).length).toBeGreaterThan(2);
    expect(times.filter((time) => time % daySeconds === 0).length).toBeGreaterThan(2);
  });

  it('has block times that go back now and then, and 30 s a block on average', () => {
    const { chain } = setup();
    const times = Array.from({ length: 2_880 }, (_, ago) => chain.blockTime(chain.tip - ago));
    expect(times.some((time, index) => index > 0 && time > (times[index - 1] ?? 0))).toBe(true);
    expect(((times[0] ?? 0) - (times.at(-1) ?? 0)) / 2_879).toBeCloseTo(30, 0);
  });

  it('keeps the recorded payment of the real chain at its height, time and amount', () => {
    const { chain } = setup();
    const found = chain.find('fec696997a6159a1632ae6c1a2af8897e382a3008c1824e1776db22a0f380d45');
    expect(found).toMatchObject({ height: 2_998_352, state: 'mined' });
    expect(chain.blockTime(2_998_352)).toBe(1790840344);
    expect(found?.vout[0]).toMatchObject({ address: tracked, valueSat: 2_593_000_000 });
  });
});

describe('blocks to come', () => {
  it('are the same however they were mined, and bring what the mempool showed', () => {
    const one = setup({ paymentsPerBlock: 0.5 });
    const many = setup({ paymentsPerBlock: 0.5 });
    for (let block = 0; block < 30; block++) {
      const waiting = one.mempool().map(({ txid }) => txid);
      one.mine();
      const mined = one.chain.inBlock(one.chain.tip).map(({ txid }) => txid);
      expect(mined).toEqual(expect.arrayContaining(waiting));
    }
    many.mine(30);
    expect(one.chain.touching(tracked, 0, one.chain.tip)).toEqual(many.chain.touching(tracked, 0, many.chain.tip));
  });

  it('go on from today: the tip is the block that is due', () => {
    const { chain } = setup();
    expect(Math.abs(chain.blockTime(chain.tip) - now)).toBeLessThan(60);
    expect(chain.tip).toBe(2_996_915 + Math.floor((now - 1790797174) / 30));
  });
});

describe('a reorganisation', () => {
  it('drops, moves and adds what it says and leaves everything below alone', () => {
    const network = setup({ paymentsPerBlock: 2 });
    network.mine(30);
    const { chain } = network;
    const below = chain.touching(tracked, 0, chain.tip - 20);
    const hashes = Array.from({ length: 22 }, (_, ago) => chain.blockHash(chain.tip - ago));
    const report = reorganise(network, { depth: 20, drop: 3, move: 4, add: 2 });
    expect([report.dropped.length, report.moved.length, report.added.length]).toEqual([3, 4, 2]);
    expect(chain.touching(tracked, 0, chain.tip - 20)).toEqual(below);
    const after = new Map(chain.touching(tracked, chain.tip - 19, chain.tip).map(({ txid, height }) => [txid, height]));
    for (const { txid } of report.dropped) {
      expect(after.has(txid)).toBe(false);
      expect(chain.find(txid)?.state).toBe('dropped');
    }
    for (const { txid, from, to } of report.moved) {
      expect(after.get(txid)).toBe(to);
      expect(to).not.toBe(from);
    }
    for (const { txid, height } of report.added) expect(after.get(txid)).toBe(height);
    const changed = hashes.filter((hash, ago) => hash !== chain.blockHash(chain.tip - ago));
    expect(changed).toEqual(hashes.slice(0, 20));
    expect(chain.findBlock(hashes[5]!)?.orphan).not.toBeNull();
  });

  it('of one block puts what moves back into the mempool', () => {
    const network = setup({ paymentsPerBlock: 3 });
    network.mine(2);
    const report = reorganise(network, { depth: 1, move: 1 });
    expect(report.moved).toMatchObject([{ to: null }]);
    const txid = report.moved[0]!.txid;
    expect(network.mempool().map((one) => one.txid)).toContain(txid);
    network.mine();
    expect(network.chain.find(txid)).toMatchObject({ state: 'mined', height: network.chain.tip });
  });

  it('can follow another one, and refuses to be deeper than 40', () => {
    const network = setup({ paymentsPerBlock: 1 });
    network.mine(60);
    for (let round = 0; round < 5; round++) {
      reorganise(network, { depth: 40 - round, drop: 1, move: 5, add: 1 });
      network.mine(3);
    }
    const list = network.chain.touching(tracked, 0, network.chain.tip);
    expect(new Set(list.map(({ txid }) => txid)).size).toBe(list.length);
    expect(list.every(({ height }, index) => index === 0 || height >= list[index - 1]!.height)).toBe(true);
    expect(() => reorganise(network, { depth: 41 })).toThrow('depth');
  });
});

describe('apps', () => {
  it('alive are in the asked number, of all versions, about half of version 8 encrypted', () => {
    const network = setup({ apps: 300, payments: 4_000 });
    const { registry, chain } = network;
    const current = network.currentMessages();
    expect(current.length).toBe(300);
    const versions = new Set(current.map((message) => registry.versionOf(message)));
    expect([...versions].sort()).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const share = current.filter((message) => registry.isEncrypted(message)).length / current.length;
    expect(share).toBeGreaterThan(0.38);
    expect(share).toBeLessThan(0.58);
    expect(current.every((message) => registry.isKnown(message, chain.tip))).toBe(true);
  });

  it('are from before the fork in two cases, of which one ends within a day', () => {
    const network = setup({ apps: 300, payments: 4_000 });
    const { registry, chain } = network;
    const left = network
      .currentMessages()
      .map((message) => ({ height: registry.heightOf(message), expire: registry.lifetimeOf(message) ?? 0 }))
      .filter(({ height }) => height < 2_020_000)
      .map(({ height, expire }) => 2_020_000 + (height + expire - 2_020_000) * 4 - chain.tip)
      .sort((x, y) => x - y);
    expect(left.length).toBe(2);
    expect(left.map((blocks) => blocks >= 0 && blocks < 2_880)).toEqual([true, false]);
  });

  it('have names that the network would accept, unique up to case twins', () => {
    const { registry } = setup();
    const names = registry.apps.filter(({ messages }) => messages.length > 0).map(({ name }) => name);
    expect(names.filter((name) => !/^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$/.test(name) || name.length > 63)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBeLessThan(names.length);
  });

  it('that are new are named and made for the time of their block, before and after it', () => {
    const network = setup({ paymentsPerBlock: 20 });
    const { registry } = network;
    const waiting = network.mempool().flatMap(({ message }) => (message >= 0 ? [message] : []));
    const told = () => waiting.map((message) => JSON.stringify(network.specs.of(message)));
    const before = told();
    expect(waiting.some((message) => registry.isFirst(message))).toBe(true);
    for (const message of waiting.filter((one) => registry.isFirst(one))) {
      expect(registry.versionOf(message)).toBeGreaterThanOrEqual(7);
      expect(Math.abs(registry.timestampMs(message) / 1000 - now)).toBeLessThan(400);
    }
    network.mine();
    expect(told()).toEqual(before);
  });

  it('learn of some messages only minutes after the payment', () => {
    const network = setup({ paymentsPerBlock: 4 });
    const late = new Set<number>();
    for (let block = 0; block < 60; block++) {
      network.mine();
      const { registry, chain } = network;
      for (const message of network.unknownMessages()) {
        const paid = registry.transactionOf(message);
        if (paid?.state === 'mined' && !registry.isKnown(message, chain.tip)) late.add(message);
      }
    }
    expect(late.size).toBeGreaterThan(0);
    network.mine(25);
    expect([...late].every((message) => network.registry.isKnown(message, network.chain.tip))).toBe(true);
  });
});

const now = 1795136400;

function setup(options: Partial<SimulatorOptions> = {}): Network {
  const network = new Network(resolveOptions({ now, scale: 0.02, payments: 800, blockMs: 'manual', ...options }));
  expect(dayOf(now)).toBe(dayOf(network.chain.blockTime(network.chain.tip)));
  return network;
}
