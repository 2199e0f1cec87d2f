import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { createSetup } from '../../tests/support/edge-setup.ts';

const { setup, closeAll } = createSetup();
afterEach(closeAll);

it('finishes what is open and refuses what is new', async () => {
  const release = Promise.withResolvers<undefined>();
  const { get, edge } = await setup((_, res) => {
    res.write('half');
    void release.promise.then(() => res.end(' whole'));
  });
  const answer = await get('/api/slow');
  const drained = edge.drain(20_000);
  await vi.waitFor(() => expect(edge.server.listening).toBe(false));
  await expect(get('/api/next')).rejects.toThrow('ECONNREFUSED');
  release.resolve(undefined);
  expect(await textOf(answer)).toBe('half whole');
  await drained;
});

it('answers what was on its way, and keeps no connection for more', async () => {
  const { get, edge } = await setup((_, res) => res.end('an answer'), { graceMs: 10_000 });
  void edge.drain(20_000);
  const answer = await get('/api/sent', { connection: 'keep-alive' });
  expect([await textOf(answer), answer.headers.connection]).toEqual(['an answer', 'close']);
});

it('cuts what does not end in time', async () => {
  const { get, edge } = await setup((_, res) => void res.write('never ends'));
  const answer = await get('/api/events');
  const cut = once(answer, 'error');
  answer.resume();
  await edge.drain(50);
  await cut;
});

async function textOf(answer: IncomingMessage): Promise<string> {
  return Buffer.concat((await answer.toArray()) as Buffer[]).toString();
}
