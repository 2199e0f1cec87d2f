/** Deliveries through kills of the API: a webhook each for many receivers, and a chain that gives them something to tell. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/index.ts';
import { startReceiver } from '../webhooks/receiver.ts';
import { startApi, until } from './api-process.ts';

interface Killing {
  simulator: Simulator;
  environment: Record<string, string>;
  webhooks: number;
  kills: number;
}

const TOKEN = 'the-token-of-deliveries';
/** A process that dies leaves claims of so long. */
const CLAIM_MS = 30_000;

/** Resolves with how many deliveries there were: each of exactly one id, each id of one body, in order per subject. */
export async function expectDeliveredThroughKills({
  simulator,
  environment,
  webhooks,
  kills
}: Killing): Promise<number> {
  const receiver = await startReceiver();
  const env = { ...environment, ADMIN_TOKEN: TOKEN, WEBHOOK_ALLOW: '127.0.0.0/8' };
  let api = await startApi(env);
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${api.url}/api/admin/webhooks${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) })
    });
    return { status: answer.status, content: (await answer.json()) as unknown };
  };
  try {
    const types = ['payment.seen', 'payment.settled', 'payment.changed', 'payment.reversed'];
    for (let made = 0; made < webhooks; made++) {
      const wanted = { url: `${receiver.url}/${made}`, types };
      await until(
        () => ask('POST', '', wanted),
        ({ status }) => status === 201
      );
    }
    for (let kill = 0; kill < kills; kill++) {
      simulator.mine(5);
      await delay(500 + Math.random() * 2_500);
      await api.kill();
      api = await startApi(env);
    }
    const list = async () => {
      const { content } = await ask('GET', '');
      return content as { webhooks: { id: string; pending: number; dead: number }[] };
    };
    const { tip } = simulator.truth({});
    await until(
      async () => (await fetch(`${api.url}/api/health`)).json() as Promise<{ sync: { lastSyncBlock: number | null } }>,
      ({ sync }) => sync.lastSyncBlock === tip,
      120_000
    );
    const { webhooks: listed } = await until(
      list,
      (each) => each.webhooks.every(({ pending }) => pending === 0),
      CLAIM_MS + 600_000
    );
    expect(listed.map(({ dead }) => dead)).toEqual(listed.map(() => 0));
    const ids = listed.map(({ id }) => id);
    // Of a price that became known meanwhile, for example, is told now.
    await until(
      async () => [await told(), new Set(receiver.all().map(({ headers }) => String(headers['webhook-id'])))] as const,
      ([events, received]) => idsOf(ids, events).every((id) => received.has(id)),
      CLAIM_MS + 120_000
    );
    return await expectEachOnce(ids);
  } finally {
    await api.kill();
    await receiver.close();
  }

  async function expectEachOnce(ids: string[]): Promise<number> {
    const bodies = new Map<string, string>();
    const newest = new Map<string, number>();
    for (const { headers, body, subject } of receiver.all()) {
      const id = String(headers['webhook-id']);
      expect([id, bodies.get(id) ?? body]).toEqual([id, body]);
      if (bodies.has(id)) continue;
      bodies.set(id, body);
      const [webhook = ''] = id.split('.');
      const { seq } = JSON.parse(body) as { seq: number };
      expect(id).toBe(`${webhook}.${seq}`);
      const key = `${webhook} ${subject}`;
      expect(seq).toBeGreaterThan(newest.get(key) ?? 0);
      newest.set(key, seq);
    }
    const events = await told();
    const expected = idsOf(ids, events);
    expect([...bodies.keys()].sort()).toEqual(expected.sort());
    return expected.length;
  }

  /** Numbers of all events of payments. */
  async function told(): Promise<number[]> {
    const seqs: number[] = [];
    for (let after = 0; ;) {
      const answer = await fetch(`${api.url}/api/events?after=${after}&limit=1000`);
      const { events, next } = (await answer.json()) as { events: { seq: number; type: string }[]; next: number };
      seqs.push(...events.filter(({ type }) => type.startsWith('payment.')).map(({ seq }) => seq));
      if (next === after) return seqs;
      after = next;
    }
  }
}

const idsOf = (webhooks: string[], events: number[]) =>
  webhooks.flatMap((webhook) => events.map((seq) => `${webhook}.${seq}`));
