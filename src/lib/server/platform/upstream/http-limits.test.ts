import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HostLimits } from './host-limits.ts';
import {
  arrivals,
  brokenOff,
  never,
  reply,
  startHost,
  success,
  type Script
} from '../../../../tests/support/scripted-server.ts';

describe('politeness', () => {
  it('never has more requests in flight than allowed, and answers all', async () => {
    const held: (() => void)[] = [];
    const { ask, server } = await setup(
      (request, response) => {
        const answer = () => reply(response, success(7));
        if (request.url === '/now') answer();
        else held.push(answer);
      },
      { inFlight: 3 }
    );
    const answers = Array.from({ length: 10 }, () => ask());
    for (let done = 0; done < 10; done += 1) {
      await arrivals(server, Math.min(10, done + 3));
      // By the time another connection has been answered, a fourth request would be here.
      await (await fetch(`${server.url}/now`)).text();
      expect(held.length).toBeLessThanOrEqual(3);
      expect(held.length).toBe(Math.min(3, 10 - done));
      held.shift()?.();
      server.asked.splice(
        server.asked.findIndex(({ path }) => path === '/now'),
        1
      );
    }
    expect(await Promise.all(answers)).toEqual(Array(10).fill(7));
  });
  it.each([
    ['seconds', '7'],
    ['a date by its own clock', new Date((1_795_136_400 + 7) * 1000).toUTCString()]
  ])('keeps the whole host silent as long as Retry-After asks, in %s', async (_, retryAfter) => {
    const date = new Date(1_795_136_400 * 1000).toUTCString();
    const { ask, clock, server, state } = await setup((_, response, index) => {
      if (index === 0) reply(response, {}, 429, { 'retry-after': retryAfter, date });
      else reply(response, success(clock.nowMs()));
    });
    expect(await ask()).toBe(7_000);
    expect(await ask('/apps', never(), 'apps')).toBe(7_000);
    expect(server.asked).toHaveLength(3);
    expect(state()).toMatchObject({ ok: true });
  });
  it.each([502, 503, 504])('keeps it silent after status %i too, where that comes with Retry-After', async (status) => {
    const { ask, clock } = await setup((_, response, index) => {
      if (index === 0) reply(response, 'x', status, { 'retry-after': '7' });
      else reply(response, success(7));
    });
    expect(await ask()).toBe(7);
    expect(clock.nowMs()).toBe(7_000);
  });
  it.each([
    ['1.5', 429, 1_500],
    ['-1', 429, 2_000],
    ['soon', 429, 2_000],
    ['', 429, 2_000],
    ['-1', 503, 0]
  ])('takes a Retry-After of "%s" with status %i for %i ms', async (retryAfter, status, ms) => {
    const { ask, clock } = await setup((_, response, index) => {
      if (index === 0) reply(response, {}, status, { 'retry-after': retryAfter });
      else reply(response, success(7));
    });
    expect(await ask()).toBe(7);
    expect(clock.nowMs()).toBe(ms);
  });
  it('obeys a wait of ten minutes: calls meanwhile fail at once and say until when', async () => {
    const { ask, clock, server, state } = await setup((_, response, index) => {
      if (index === 0) reply(response, {}, 429, { 'retry-after': '600' });
      else reply(response, success(7));
    });
    const reason = 'its host wants to be left alone until 2026-11-20T01:10:00Z';
    await expect(ask()).rejects.toThrow(reason);
    await expect(ask('/apps', never(), 'apps')).rejects.toThrow(reason);
    expect(clock.waits).toEqual([]);
    expect(server.asked).toHaveLength(1);
    expect(state()).toMatchObject({ ok: false, lastError: 'daemon: HTTP 429, asked to wait 600 s' });
    clock.advance(600_000);
    expect(await ask()).toBe(7);
    expect(state()).toMatchObject({ ok: true });
  });
  it('does not open the circuit of a source that asks to wait', async () => {
    const { ask, server } = await setup((_, response, index) =>
      reply(response, success(7), index < 6 ? 429 : 200, { 'retry-after': '1' })
    );
    await expect(ask()).rejects.toThrow('HTTP 429, asked to wait 1 s');
    expect(await ask()).toBe(7);
    expect(server.asked).toHaveLength(7);
  });
});

describe('a circuit', () => {
  it('fails at once after five failures, without touching the server or the other sources', async () => {
    const { ask, server } = await setup(failing);
    await ask().catch(() => undefined);
    await ask().catch(() => undefined);
    expect(server.asked).toHaveLength(5);
    await expect(ask()).rejects.toThrow('not asked, it failed 5 times in a row');
    expect(server.asked).toHaveLength(5);
    expect(await ask('/works', never(), 'apps')).toBe(7);
  });
  it('fails at once even while all slots are taken by another source', async () => {
    const { ask, server } = await setup(
      (request, response, index) => {
        if (request.url !== '/held') failing(request, response, index);
      },
      { inFlight: 1 }
    );
    await ask().catch(() => undefined);
    await ask().catch(() => undefined);
    const control = new AbortController();
    const held = ask('/held', control.signal, 'apps').catch(() => 'ended');
    await arrivals(server, 6);
    await expect(ask()).rejects.toThrow('not asked');
    control.abort();
    expect(await held).toBe('ended');
  });
  it('sends exactly one probe after ten seconds and closes when it is answered', async () => {
    const held: (() => void)[] = [];
    const { ask, clock, server } = await setup((request, response, index) => {
      if (index < 5) failing(request, response, index);
      else if (index === 5) held.push(() => reply(response, success(7)));
      else reply(response, success(8));
    });
    await ask().catch(() => undefined);
    await ask().catch(() => undefined);
    clock.advance(10_000);
    const probe = ask();
    await arrivals(server, 6);
    await expect(ask()).rejects.toThrow('not asked');
    held[0]?.();
    expect(await probe).toBe(7);
    expect(await ask()).toBe(8);
  });
});

describe('a stream', () => {
  it('is repeated until its body begins, not after', async () => {
    const { host, server } = await setup((_, response, index) => {
      if (index === 0) reply(response, 'x', 503);
      else brokenOff(response);
    });
    const reading = host.stream('/dump', { source: 'daemon', signal: never(), read: toText });
    await expect(reading).rejects.toThrow('daemon: connection broke off');
    expect(server.asked).toHaveLength(2);
  });
  it('does not charge the source for what its reader does', async () => {
    const { host, state } = await setup((_, response) => reply(response, success([])));
    const read = () => Promise.reject(new Error('disk is full'));
    await expect(host.stream('/dump', { source: 'daemon', signal: never(), read })).rejects.toThrow('disk is full');
    expect(state()).toMatchObject({ ok: true, lastError: null });
  });
  it('ends with its signal in the middle of the body', async () => {
    const { host } = await setup((_, response) => void response.write('{'));
    const control = new AbortController();
    const reading = host.stream('/dump', {
      source: 'daemon',
      signal: control.signal,
      async read(chunks) {
        for await (const _chunk of chunks) control.abort(new Error('stopping'));
      }
    });
    await expect(reading).rejects.toThrow('stopping');
  });
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const failing: Script = (request, response) =>
  request.url === '/works' ? reply(response, success(7)) : reply(response, 'x', 500);

async function toText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += Buffer.from(chunk).toString();
  return text;
}

async function setup(script: Script, limits: Partial<HostLimits> = {}) {
  const started = await startHost(script, ['daemon', 'apps'], limits);
  open.push(started);
  const { host } = started;
  const ask = (path = '/x', signal = never(), source = 'daemon') =>
    host.json(path, { source, signal, schema: z.number(), dialect: 'fluxos' });
  return { ...started, ask, state: () => host.states()[0] };
}
