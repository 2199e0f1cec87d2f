/** Messages to Slack at a real receiver: one per threshold and period, whoever counts, dies or is given a larger quota meanwhile. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { describeEngines, type EngineUnderTest } from '../../../../tests/support/engines.ts';
import { NOON } from '../../../../tests/support/factories.ts';
import { tellingStore } from '../../platform/events/telling-store.ts';
import type { Store } from '../../platform/store/store.ts';
import { createDispatcher, createTargets } from '../webhooks/module.ts';
import { createUsage } from './usage.ts';

const STARTING_MS = 120_000;
const log = pino({ level: 'silent' });
const APRIL = Date.parse('2026-04-01') / 1_000;
const PASSED = /has passed (\d+) % of its quota/;

const eventually = (look: () => unknown) => expect.poll(look, { timeout: 60_000, interval: 20 });

describeEngines((start) => {
  let engine: EngineUnderTest;
  let store: Store;
  beforeAll(async () => {
    engine = await start();
  }, STARTING_MS);
  beforeEach(async () => {
    store = await engine.fresh();
  });
  afterAll(() => engine.close());

  it('tells each threshold once with three replicas, and again in the next period', async () => {
    const { replicas, messages, state, counted } = await setup();
    await Promise.all(replicas.flatMap(({ usage }) => Array.from({ length: 30 }, () => counted(usage, 9n))));
    for (const { usage } of replicas) await usage.tellThresholds();
    await eventually(() => messages.length).toBe(1);
    expect(messages[0]).toMatch(
      /^acme has passed 80 % of its quota: 8\d\d of 1000 tokens \(8\d %\)\. The next period begins on 2026-04-01\.$/
    );
    await Promise.all(replicas.map(({ usage }) => counted(usage, 100n)));
    await Promise.all(replicas.map(({ usage }) => usage.tellThresholds()));
    await eventually(() => messages.length).toBe(2);
    state.now = APRIL;
    await counted(replicas[1]!.usage, 5_000n);
    await replicas[2]!.usage.tellThresholds();
    await eventually(() => messages.length).toBe(4);
    expect(messages.map((message) => PASSED.exec(message)?.[1])).toEqual(['80', '100', '80', '100']);
    expect(await store.query('meter_untold', { limit: 10 })).toEqual([]);
  });

  it('tells what was crossed before a crash, and once', async () => {
    const { replicas, messages, counted, open } = await setup();
    const [dying] = replicas;
    await dying!.stop();
    const unable: Store = {
      ...store,
      query: (name, args) =>
        name === 'tell_meter_threshold' ? Promise.reject(new Error('killed')) : store.query(name, args)
    };
    await counted(open(unable).usage, 1_000n);
    expect(await store.query('meter_untold', { limit: 10 })).toHaveLength(2);
    await Promise.all(replicas.slice(1).map(({ usage }) => usage.tellThresholds()));
    await eventually(() => messages.length).toBe(2);
    expect(await store.query('meter_untold', { limit: 10 })).toEqual([]);
  });

  it('warns again after a larger quota took the warning back, and no more where the address is gone', async () => {
    const { replicas, messages, state, counted } = await setup();
    const [{ usage }] = replicas as [(typeof replicas)[number]];
    await counted(usage, 800n);
    await eventually(() => messages.length).toBe(1);
    await usage.saveTenant({ name: 'acme', monthlyQuota: 10_000n });
    state.now += 60;
    await counted(usage, 7_200n);
    await eventually(() => messages.length).toBe(2);
    expect(messages[1]).toContain('80 % of its quota: 8000 of 10000 tokens');
    await usage.saveTenant({ name: 'acme', slackUrl: null });
    expect(await store.query('webhooks_list', { key_id: '' })).toEqual([]);
    await counted(usage, 9_000n);
    await usage.tellThresholds();
    expect(await store.query('meter_untold', { limit: 10 })).toEqual([]);
    expect(await store.query('webhooks_list', { key_id: '' })).toEqual([]);
    expect(messages).toHaveLength(2);
  });

  async function setup() {
    const messages: string[] = [];
    const receiver = createServer((request, response) => {
      void text(request).then((body) => {
        messages.push((JSON.parse(body) as { text: string }).text);
        response.end('ok');
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const state = { now: NOON };
    const now = () => state.now;
    const targets = createTargets(['127.0.0.0/8']);
    const stops: (() => Promise<void>)[] = [];
    const open = (own: Store) => {
      const telling = tellingStore(own, () => dispatcher.nudge());
      const dispatcher = createDispatcher({ store: telling, targets, now, log });
      dispatcher.begin();
      stops.push(() => dispatcher.stop());
      return { usage: createUsage({ store: telling, targets, now, log }), stop: () => dispatcher.stop() };
    };
    onTestFinished(async () => {
      for (const stop of stops) await stop();
      await targets.close();
      receiver.close();
    });
    const replicas = [1, 2, 3].map(() => open(store));
    const slackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/services/T/B/secret`;
    await replicas[0]!.usage.saveTenant({ name: 'acme', monthlyQuota: 1_000n, slackUrl });
    const counted = (usage: ReturnType<typeof createUsage>, tokens: bigint) =>
      usage.record([{ tenant: 'acme', feature: 'chat', tokens }]);
    return { replicas, messages, state, counted, open };
  }
});
