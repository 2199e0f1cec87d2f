import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DefiniteNo } from './failures.ts';
import { createHost } from './http.ts';
import type { HostLimits } from './host-limits.ts';
import {
  arrivals,
  brokenOff,
  never,
  refusal,
  reply,
  startHost,
  success,
  type Script
} from '../../../../tests/support/scripted-server.ts';

describe('a call', () => {
  it('names the product and takes compressed answers', async () => {
    const { ask, server } = await setup((_, response, index) => {
      const text = JSON.stringify(success(7));
      if (index === 0) response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
      else response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(text));
    });
    expect([await ask(), await ask()]).toEqual([7, 7]);
    expect(server.asked[0]?.headers).toMatchObject({ 'accept-encoding': 'gzip, br' });
    expect(server.asked[0]?.headers['user-agent']).toMatch(/^Fluxtracker\//);
  });
  it('keeps the path of the base address', async () => {
    const { server } = await setup((_, response) => reply(response, success(7)));
    const { host } = startHostAt(`${server.url}/proxy/`);
    await host.json('/x', { source: 'daemon', signal: never(), schema: z.unknown() });
    expect(server.asked[0]?.path).toBe('/proxy/x');
  });
  it.each([
    ['an HTML 502', (response: Response) => reply(response, '<html>Bad gateway</html>', 502)],
    ['HTML with status 200', (response: Response) => reply(response, '<html>Bad gateway</html>')],
    ['an empty body', (response: Response) => reply(response, '')],
    ['half a document', (response: Response) => reply(response, '{"status":"success","da')],
    ['a body shorter than announced', (response: Response) => brokenOff(response)],
    ['half a compressed body', (response: Response) => halfCompressed(response)],
    ['a connection that breaks off', (response: Response) => void response.destroy()],
    ['a warming-up daemon', (response: Response) => reply(response, refusal('Loading block index...', -28))],
    ['a dead daemon', (response: Response) => reply(response, refusal('connect failed', 'ECONNREFUSED'))]
  ])('is repeated after %s', async (_, fail) => {
    const { ask, server, state } = await setup((_, response, index) => {
      if (index === 0) fail(response);
      else reply(response, success(7));
    });
    expect(await ask()).toBe(7);
    expect(server.asked).toHaveLength(2);
    expect(state()).toMatchObject({ ok: true, lastSuccess: 1_795_136_400 });
  });
  it('is tried four times in all, then fails as retryable and shows in health', async () => {
    const { ask, server, state } = await setup((_, response) => reply(response, 'x', 502));
    await expect(ask()).rejects.toMatchObject({ code: 'upstream', source: 'daemon', retryable: true });
    expect(server.asked).toHaveLength(4);
    expect(state()).toEqual({
      name: 'daemon',
      ok: false,
      lastSuccess: null,
      note: null,
      lastError: 'daemon: HTTP 502',
      lastErrorAt: 1_795_136_400,
      lastMs: null
    });
  });
  it('asks under another address after an error that may have been cached', async () => {
    const { ask, server } = await setup((_, response, index) =>
      reply(response, index < 2 ? refusal('Internal error. Try again later') : success(7))
    );
    expect(await ask('/fluxinfo?projection=tier')).toBe(7);
    const [first, second] = server.asked.map(({ path }) => path);
    expect(first).toBe('/fluxinfo?projection=tier');
    expect(second).toMatch(/^\/fluxinfo\?projection=tier&nc=\w+$/);
  });
  it('takes a definite no for an answer: once, not retryable, the source stays well', async () => {
    const { ask, server, state } = await setup((_, response) => reply(response, refusal('Invalid address', -5)));
    for (let call = 0; call < 7; call += 1) {
      await expect(ask()).rejects.toMatchObject({ name: 'DefiniteNo', rpcCode: -5, retryable: false });
    }
    expect(server.asked).toHaveLength(7);
    expect(state()).toMatchObject({ ok: true });
  });
  it.each([
    ['without a code', refusal('No information available about transaction')],
    ['with a code of null', refusal('Start or end is outside chain range', null)],
    ['with a code as text', refusal('Block not found', '-5')],
    ['with a code but no message', refusal(null, -8)],
    ['as nothing but a text', { status: 'error', data: 'Block height out of range' }]
  ])('takes a definite no for an answer %s', async (_, body) => {
    const { ask, server, state } = await setup((_, response) => reply(response, body));
    await expect(ask()).rejects.toMatchObject({ name: 'DefiniteNo', retryable: false });
    expect(server.asked).toHaveLength(1);
    expect(state()).toMatchObject({ ok: true });
  });
  it.each([
    ['a warming-up daemon', refusal('Loading block index...', '-28'), 'Loading block index... (-28)'],
    ['another error without a code', refusal('Internal error. Try again later', null), 'Internal error.'],
    ['an error that says nothing', refusal(null, null), 'no message'],
    ['an error without data', { status: 'error', data: null }, 'no message']
  ])('takes %s for no answer', async (_, body, reason) => {
    const { ask, server } = await setup((_, response) => reply(response, body));
    await expect(ask()).rejects.toThrow(reason);
    expect(server.asked).toHaveLength(4);
  });
  it('does not repeat what it may not ask, however the code is written', async () => {
    const { ask, server } = await setup((_, response) => reply(response, refusal('Unauthorized.', '401')));
    await expect(ask()).rejects.toMatchObject({ name: 'UpstreamError' });
    expect(server.asked).toHaveLength(1);
  });
  it('takes a refusal with status 400 for an answer only where the client says so', async () => {
    const { host } = await setup((_, response) => reply(response, { error: 'not found' }, 400));
    const call = { source: 'daemon', signal: never(), schema: z.unknown() };
    await expect(host.json('/x', { ...call, refusalIn: () => 'not found' })).rejects.toThrow(DefiniteNo);
    await expect(host.json('/x', call)).rejects.toThrow('daemon: HTTP 400');
  });
  it('calls a changed shape an outage, says where, and does not repeat it', async () => {
    const { host, server, state } = await setup((_, response) => reply(response, success({ height: '12' })));
    const schema = z.object({ height: z.number() });
    const asking = host.json('/x', { source: 'daemon', signal: never(), schema, dialect: 'fluxos' });
    await expect(asking).rejects.toThrow(/changed shape: height: .*expected number/);
    expect(server.asked).toHaveLength(1);
    expect(state()).toMatchObject({ ok: false });
  });
  it('refuses a body that is larger than any answer', async () => {
    const zeros = gzipSync(Buffer.alloc(33 * 1024 * 1024));
    const { ask } = await setup((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(zeros));
    await expect(ask()).rejects.toThrow('larger than');
  });
  it('gives up a silent server after its time, says so, and asks it once more only', async () => {
    const { ask, clock, server } = await setup(() => clock.advance(50), { timeoutMs: 50 });
    await expect(ask()).rejects.toThrow('daemon: no complete answer within 0.05 s');
    expect(server.asked).toHaveLength(2);
  });
  it('never tells the address it asked', async () => {
    const { host } = startHostAt('http://user:secret@127.0.0.1:9/base');
    const asking = host.json('/x?key=secret', { source: 'daemon', signal: never(), schema: z.unknown() });
    await expect(asking).rejects.toThrow('daemon: connection refused');
  });
});

describe('a signal', () => {
  it('ends a call in flight, a call in the queue and the wait before a repetition', async () => {
    const stopping = new Error('stopping');
    const { ask, server } = await setup(
      (_, response, index) => {
        if (index === 0) reply(response, 'x', 502);
      },
      { inFlight: 1, retryDelayMs: 600_000 }
    );
    const control = new AbortController();
    const waiting = ask('/waiting', control.signal).catch((error: unknown) => error);
    await arrivals(server, 1);
    const flying = ask('/flying', control.signal).catch((error: unknown) => error);
    const queued = ask('/queued', control.signal).catch((error: unknown) => error);
    await arrivals(server, 2);
    control.abort(stopping);
    expect(await Promise.all([waiting, flying, queued])).toEqual([stopping, stopping, stopping]);
  });
  it('is not the source’s fault', async () => {
    const { ask, state, server } = await setup(() => undefined);
    for (let call = 0; call < 6; call += 1) {
      const control = new AbortController();
      const asking = ask('/x', control.signal).catch(() => 'ended');
      await arrivals(server, call + 1);
      control.abort();
      await asking;
    }
    expect(state()).toMatchObject({ ok: true, lastError: null });
  });
});

type Response = Parameters<Script>[1];
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function halfCompressed(response: Response): void {
  const whole = gzipSync(JSON.stringify(success('x'.repeat(1000))));
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length / 2));
}

function startHostAt(baseUrl: string) {
  const host = createHost({ baseUrl, sources: ['daemon'], now: () => 0, limits: { retryDelayMs: 1 } });
  open.push(host);
  return { host };
}

async function setup(script: Script, limits: Partial<HostLimits> = {}) {
  const started = await startHost(script, ['daemon', 'apps'], limits);
  open.push(started);
  const { host } = started;
  const ask = (path = '/x', signal = never(), source = 'daemon') =>
    host.json(path, { source, signal, schema: z.number(), dialect: 'fluxos' });
  return { ...started, ask, state: () => host.states()[0] };
}
