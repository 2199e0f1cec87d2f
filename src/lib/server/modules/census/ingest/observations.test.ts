import { afterEach, describe, expect, it } from 'vitest';
import { leaseOf } from '../../../../../tests/support/factories.ts';
import type { AppLocation, ListedNode } from '../../../../domain/census/census.ts';
import type { Fenced } from '../../../platform/store/rows.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import { observeApps, observeNodes } from './observations.ts';

const START = 1_795_188_600;
const HOUR = 3_600;

let store: Store;
let lease: Fenced;
afterEach(() => store.close());

describe(observeApps, () => {
  it('opens at the first cycle that shows an app on a node and closes at the last that did', async () => {
    await setup();
    await cycle(START, ['shop@1.1.1.1:16127', 'bot@1.1.1.1:16127']);
    await cycle(START + 600, ['shop@1.1.1.1:16127', 'bot@1.1.1.1:16127']);
    await cycle(START + 1_200, ['shop@1.1.1.1:16127']);
    expect(await runningAt(START + 600)).toEqual(['bot@1.1.1.1:16127', 'shop@1.1.1.1:16127']);
    expect(await runningAt(START + 601)).toEqual(['shop@1.1.1.1:16127']);
    expect(await runningAt(START - 1)).toEqual([]);
  });
  it('stores only what changed', async () => {
    await setup();
    expect(await cycle(START, ['shop@a:1', 'shop@b:1', 'shop@c:1'])).toEqual({ opened: 3, closed: 0 });
    expect(await cycle(START + 600, ['shop@a:1', 'shop@b:1', 'shop@c:1'])).toEqual({ opened: 0, closed: 0 });
    expect(await cycle(START + 1_200, ['shop@a:1', 'shop@d:1', 'shop@c:1'])).toEqual({ opened: 1, closed: 1 });
  });
  it('takes a broadcast that is void for no instance', async () => {
    await setup();
    const row = { appName: 'shop', ip: 'a:1', replica: null, runningSince: null };
    await observeApps({ store, lease, at: START }, [{ ...row, expiresAt: START }]);
    expect(await runningAt(START)).toEqual([]);
    await observeApps({ store, lease, at: START }, [{ ...row, expiresAt: START + 1 }]);
    expect(await runningAt(START)).toEqual(['shop@a:1']);
  });
  it('counts the instances that share a node, and follows each of them', async () => {
    await setup();
    await cycle(START, ['shop@a:1@r1', 'shop@a:1@r2', 'shop@b:1']);
    expect(await runningAt(START)).toEqual(['shop@a:1', 'shop@a:1', 'shop@b:1']);
    expect(await cycle(START + 600, ['shop@a:1@r1', 'shop@a:1@r2', 'shop@b:1'])).toEqual({ opened: 0, closed: 0 });
    expect(await cycle(START + 1_200, ['shop@a:1@r2', 'shop@b:1'])).toEqual({ opened: 0, closed: 1 });
    expect(await runningAt(START + 1_200)).toEqual(['shop@a:1', 'shop@b:1']);
  });
  it('keeps apps apart whose names differ in case, and counts a row that comes twice once', async () => {
    await setup();
    expect(await cycle(START, ['Shop@a:1', 'shop@a:1', 'shop@a:1'])).toEqual({ opened: 2, closed: 0 });
    expect(await runningAt(START)).toEqual(['Shop@a:1', 'shop@a:1']);
  });
  it('opens a second interval for what comes back', async () => {
    await setup();
    await cycle(START, ['shop@a:1']);
    await cycle(START + 600, ['bot@a:1']);
    await cycle(START + 1_200, ['bot@a:1', 'shop@a:1']);
    const [, again] = await store.query('apps_at', { at: START + 1_200 });
    expect(again).toMatchObject({ app_name: 'shop', from_at: START + 1_200, to_at: null });
    expect(await runningAt(START)).toEqual(['shop@a:1']);
  });
  it.each([
    [2 * HOUR, 0],
    [2 * HOUR + 1, 1]
  ])('marks an end after a gap of %i seconds: %i', async (gap, isUncertain) => {
    await setup();
    await cycle(START, ['shop@a:1', 'bot@a:1']);
    await cycle(START + gap, ['shop@a:1']);
    const rows = await store.query('apps_at', { at: START });
    expect(rows.find(({ app_name }) => app_name === 'bot')).toMatchObject({
      to_at: START,
      is_end_uncertain: isUncertain
    });
    expect(rows.find(({ app_name }) => app_name === 'shop')).toMatchObject({ to_at: null, is_end_uncertain: 0 });
  });
});

describe(observeNodes, () => {
  it('follows a node from its first cycle to its last', async () => {
    await setup();
    await nodes(START, [node('a'), node('b')]);
    await nodes(START + 600, [node('b')]);
    expect(await nodesAt(START)).toEqual(['a cumulus t1Payee', 'b cumulus t1Payee']);
    expect(await nodesAt(START + 600)).toEqual(['b cumulus t1Payee']);
  });
  it('ends an interval where a node changes its tier or its payee', async () => {
    await setup();
    await nodes(START, [node('a')]);
    await nodes(START + 600, [node('a', { paymentAddress: 't1Other' })]);
    await nodes(START + 1_200, [node('a', { paymentAddress: 't1Other', tier: 'stratus' })]);
    expect(await nodesAt(START)).toEqual(['a cumulus t1Payee']);
    expect(await nodesAt(START + 600)).toEqual(['a cumulus t1Other']);
    expect(await nodesAt(START + 1_200)).toEqual(['a stratus t1Other']);
  });
});

async function setup() {
  store = await openSqlite(':memory:');
  lease = await leaseOf(store);
}

function cycle(at: number, placed: string[]) {
  const rows = placed.map((text): AppLocation => {
    const [appName = '', ip = '', replica = null] = text.split('@');
    return { appName, ip, replica, expiresAt: at + 100, runningSince: null };
  });
  return observeApps({ store, lease, at }, rows);
}

async function runningAt(at: number) {
  return (await store.query('apps_at', { at })).map(({ app_name, ip }) => `${app_name}@${ip}`);
}

function node(collateral: string, more: Partial<ListedNode> = {}): ListedNode {
  const known = {
    tier: 'cumulus',
    paymentAddress: 't1Payee',
    ip: 'a:1',
    collateralFlux: 1_000,
    activeSince: null
  } as const;
  return { collateral, ...known, ...more };
}

function nodes(at: number, list: ListedNode[]) {
  return observeNodes({ store, lease, at }, list);
}

async function nodesAt(at: number) {
  const rows = await store.query('nodes_at', { at });
  return rows.map(({ collateral, tier, payment_address }) => `${collateral} ${tier} ${payment_address}`);
}
