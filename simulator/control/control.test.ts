/** What can be done to the simulator while it runs, over HTTP as a test would. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../index.ts';
import { closeAll, setup } from './test-network.ts';

afterEach(closeAll);

describe('faults', () => {
  it('of each kind look like it, end with DELETE and leave other sources alone', async () => {
    const { get, control } = await setup({ hangMs: 30, slowMs: 10 });
    const path = '/api/daemon/getinfo';
    const seen: Record<string, unknown> = {};
    for (const kind of ['status500', 'status502html', 'status429', 'garbage', 'errorEnvelope', 'emptyData', 'slow']) {
      await control('POST', 'faults', { source: 'daemon', kinds: [kind] });
      const { status, headers, text } = await get(path);
      seen[kind] = [status, headers.get('content-type')?.split(';')[0], headers.get('retry-after'), text.slice(0, 17)];
    }
    expect(seen).toEqual({
      status500: [500, 'application/json', null, '{"error":"Interna'],
      status502html: [502, 'text/html', null, '<html>\r\n<head><ti'],
      status429: [429, 'application/json', '1', '{"status":{"error'],
      garbage: [200, 'text/html', null, '<!DOCTYPE html><h'],
      errorEnvelope: [200, 'application/json', null, '{"status":"error"'],
      emptyData: [200, 'application/json', null, '{"status":"succes'],
      slow: [200, 'application/json', null, '{"status":"succes']
    });
    expect((await get('/coingecko/api/v3/simple/price?ids=zelcash&vs_currencies=usd')).status).toBe(200);
    await control('DELETE', 'faults');
    expect((await get(path)).text).toContain('"version":9010050');
  });

  it.each(['reset', 'timeout', 'down'])('%s breaks the connection', async (kind) => {
    const { get, control } = await setup({ hangMs: 20 });
    await control('POST', 'faults', { source: '*', kinds: [kind] });
    await expect(get('/api/daemon/getblockcount')).rejects.toThrow();
  });

  it('truncated gives a part that is no JSON, or ends the connection', async () => {
    const { get, control } = await setup();
    await control('POST', 'faults', { source: 'apps', kinds: ['truncated'], endpoints: ['permanentmessages'] });
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        get(`/api/apps/permanentmessages?n=${n}`).then(
          ({ status, text }) => (status === 200 && text.length > 0 && !isJson(text) ? 'broken' : 'whole'),
          () => 'ended'
        )
      )
    );
    expect(new Set(results)).toEqual(new Set(['broken', 'ended']));
    expect((await get('/api/apps/latestspecificationversion')).text).toBe('{"status":"success","data":8}');
  });

  it('at a rate hit that share, the same requests in every run', async () => {
    const runs = await Promise.all(
      [0, 1].map(async () => {
        const { get, control } = await setup();
        await control('POST', 'faults', { source: 'blockbook', kinds: ['status500'], rate: 0.3 });
        const paths = Array.from({ length: 100 }, (_, n) => `/blockbook/api/v2/block-index/${1_000_000 + n}`);
        return Promise.all(paths.map(async (path) => (await get(path)).status));
      })
    );
    expect(runs[0]).toEqual(runs[1]);
    const hits = runs[0]!.filter((status) => status === 500).length;
    expect(hits).toBeGreaterThan(15);
    expect(hits).toBeLessThan(45);
  });

  it('that cannot be are refused with a reason', async () => {
    const { control } = await setup();
    expect(await control('POST', 'faults', { source: 'moon', rate: 1 })).toEqual({ error: 'unknown source moon' });
    expect(await control('POST', 'reorg', { depth: 41 })).toEqual({ error: 'depth must be between 1 and 40' });
  });
});

describe('politeness', () => {
  it('is counted by host: requests, most at once, most in a second, by endpoint and by document', async () => {
    const { get, control } = await setup();
    await control('POST', 'latency', { ms: 30 });
    await Promise.all(Array.from({ length: 5 }, (_, n) => get(`/api/daemon/getblockhash/${1_000 + n}`)));
    await get('/api/daemon/getblockhash/1000');
    const { hosts, repeated } = (await control('GET', 'requests')) as ReturnType<Simulator['requests']>;
    expect(hosts.api).toMatchObject({
      requests: 6,
      maxInFlight: 5,
      endpoints: { '/daemon/getblockhash': 6 },
      violations: 0
    });
    expect(hosts.api?.maxPerSecond).toBeGreaterThanOrEqual(5);
    expect(repeated).toEqual({ '/api/daemon/getblockhash/1000': 2 });
    await control('DELETE', 'requests');
    expect(await control('GET', 'requests')).toMatchObject({
      hosts: { api: { requests: 0, maxInFlight: 0 } },
      repeated: {}
    });
  });

  it('beyond the limits is refused with 429 and counted', async () => {
    const { get, control } = await setup();
    await control('POST', 'limits', { perSecond: 4, inFlight: 100 });
    const answers = await Promise.all(Array.from({ length: 7 }, () => get('/api/daemon/getblockcount')));
    expect(answers.filter(({ status }) => status === 429).length).toBe(3);
    expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
    expect(await control('GET', 'requests')).toMatchObject({ hosts: { api: { violations: 3 } } });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
