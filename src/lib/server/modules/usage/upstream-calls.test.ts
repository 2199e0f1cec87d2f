/** Budgets of services, through the client that asks them, on a store that outlives the process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { never, reply, startScriptedServer, success, virtualClock } from '../../../../tests/support/scripted-server.ts';
import { NotAsked } from '../../platform/upstream/failures.ts';
import { createHost } from '../../platform/upstream/http.ts';
import { openSqlite } from '../../platform/store/sqlite/sqlite.ts';
import { createUpstreamCalls } from './ingest/upstream-calls.ts';
import { readBudgetHealth } from './budgets.ts';
import { createTargets } from '../webhooks/module.ts';
import { createUsage } from './usage.ts';

const at = (text: string) => Date.parse(text) / 1_000;
const BUDGET = 10_000;
const logs = pino({ level: 'silent' });

it('asks a price source of 10,000 calls a month freely up to 80 %, and says so from there on', async () => {
  const { start, spend, health } = await setup();
  const source = start();
  await spend(7_999);
  await source.ask();
  expect(await health()).toMatchObject({ problems: [], notes: [{ code: 'budget_coingecko' }] });
  expect((await health()).notes[0]?.message).toBe(
    'coingecko: 8000 of 10000 calls of the month are used (see UPSTREAM_BUDGETS)'
  );
  expect(await source.crossed()).toEqual([80]);
});

it('spreads what is left from 95 % on over the rest of the month', async () => {
  const { start, spend, health, state } = await setup();
  const source = start();
  await spend(9_500);
  state.now = at('2026-03-21T00:00:00Z');
  await source.ask();
  // 499 calls for 11 days: one in 1,905 seconds.
  expect((await health()).problems).toMatchObject([
    {
      code: 'budget_coingecko',
      message: 'coingecko: 9501 of 10000 calls of the month are used: it is asked every 32 minutes until 2026-04-01'
    }
  ]);
  state.now += 1_800;
  await expect(source.ask()).rejects.toThrow(NotAsked);
  const restarted = start();
  await expect(restarted.ask()).rejects.toThrow('it is asked every 32 minutes');
  state.now += 180;
  expect(await restarted.ask()).toBe(7);
  await expect(source.ask()).rejects.toThrow(NotAsked);
});

it('asks no more than the budget, whatever restarts and however many processes ask, and again in the next month', async () => {
  const { start, spend, state, server, health } = await setup();
  const replicas = [start(), start(), start()];
  await spend(BUDGET - 1);
  state.now = at('2026-03-31T00:00:00Z');
  const answers = await Promise.allSettled(replicas.map((source) => source.ask()));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(server.asked).toHaveLength(1);
  const restarted = start();
  await expect(restarted.ask()).rejects.toThrow('what is stored is what is shown until 2026-04-01');
  expect(server.asked).toHaveLength(1);
  expect((await health()).problems).toMatchObject([{ code: 'budget_coingecko' }]);
  expect(restarted.state()).toMatchObject({ ok: true, lastError: null });
  state.now = at('2026-04-01T00:00:00Z');
  expect(await restarted.ask()).toBe(7);
  expect(await health()).toEqual({ problems: [], notes: [] });
});

it('counts every attempt, and forgets none when a process dies after it', async () => {
  const { start, used } = await setup((index) => (index < 2 ? 503 : 200));
  const source = start();
  expect(await source.ask()).toBe(7);
  expect(await used('upstream:coingecko')).toBe(3);
});

it('takes a larger budget of the settings at the next start', async () => {
  const { start, spend, server } = await setup();
  await start().ask();
  await spend(BUDGET - 1);
  await expect(start().ask()).rejects.toThrow(NotAsked);
  const larger = start(2 * BUDGET);
  expect(await larger.ask()).toBe(7);
  expect(await larger.crossed()).toEqual([]);
  expect(server.asked).toHaveLength(2);
});

it('counts the calls of a service without a budget too, and refuses none', async () => {
  const { start, used } = await setup();
  const source = start(null);
  for (let call = 0; call < 5; call++) await source.ask();
  expect(await used('upstream:coingecko')).toBe(0);
  await source.flush();
  expect(await used('upstream:coingecko')).toBe(5);
});

async function setup(statusOf: (index: number) => number = () => 200) {
  const folder = mkdtempSync(join(tmpdir(), 'budget-'));
  const store = await openSqlite(join(folder, 'db.sqlite3'));
  const server = await startScriptedServer((_, response, index) => reply(response, success(7), statusOf(index)));
  const state = { now: at('2026-03-20T00:00:00Z') };
  const now = () => state.now;
  const budgetsOf = (calls: number | null) => new Map(calls === null ? [] : [['coingecko', calls] as const]);
  const closes: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    for (const close of closes) await close();
    await server.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  /** A process of the product: nothing is shared with the others but the store. */
  const start = (calls: number | null = BUDGET) => {
    const usage = createUsage({ store, targets: createTargets([]), now, log: logs });
    const upstreamCalls = createUpstreamCalls({ store, usage, now, log: logs, budgets: budgetsOf(calls) });
    const host = createHost({
      baseUrl: server.url,
      sources: ['coingecko'],
      now,
      clock: virtualClock(),
      calls: upstreamCalls.of('coingecko'),
      limits: { perSecond: Infinity, retryDelayMs: 1 }
    });
    closes.push(() => host.close());
    return {
      ask: () => host.json('/x', { source: 'coingecko', signal: never(), schema: z.number(), dialect: 'fluxos' }),
      state: () => host.states()[0],
      flush: () => upstreamCalls.flush(),
      crossed: async () => {
        const rows = await store.query('meter_crossed', {
          tenant: 'upstream:coingecko',
          period_start: at('2026-03-01')
        });
        return rows.map(({ threshold }) => threshold);
      }
    };
  };
  return {
    server,
    state,
    start,
    /** Calls of this month that were made before. */
    spend: async (calls: number) => {
      const usage = createUsage({ store, targets: createTargets([]), now, log: logs });
      await usage.saveTenant({
        name: 'upstream:coingecko',
        kind: 'upstream',
        plan: 'enforce',
        monthlyQuota: BigInt(BUDGET)
      });
      await usage.record([{ tenant: 'upstream:coingecko', feature: 'coingecko', tokens: BigInt(calls) }]);
    },
    health: () => readBudgetHealth({ store, now }, budgetsOf(BUDGET)),
    used: async (tenant: string) => {
      const [row] = await store.query('meter_used', { periods: [{ tenant, period_start: at('2026-03-01') }] });
      return row?.tokens_low ?? 0;
    }
  };
}
