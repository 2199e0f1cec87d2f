/** One id from the public port to the log: what a visitor reads out to an operator finds the line. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { summary } from '../lib/contract/ledger/transactions.ts';
import { createEdge } from '../lib/edge/edge.ts';
import { serve } from '../lib/server/platform/http/serve.ts';
import { startApi, stopApis } from './support/api.ts';

afterEach(stopApis);

it.each([
  ['a bad request', '/api/transactions/paginated?limit=0', 400],
  ['a failure of ours', '/api/transactions/summary', 500],
  ['a success', '/api/revenue/daily', 200]
])('the id of %s is in its answer and in its log line', async (_, path, status) => {
  const { get, logged } = await setup();
  const answer = await get(path, { 'x-request-id': 'a-claim-of-the-client' });
  expect(answer.status).toBe(status);
  const id = answer.headers.get('x-request-id');
  expect(id).toMatch(/^[0-9a-f]{16}-\w+$/);
  if (status >= 400) expect(await answer.json()).toMatchObject({ requestId: id });
  const isRequest = ({ req }: Record<string, unknown>) => (req as { url?: string } | undefined)?.url === path;
  await expect.poll(() => logged.find(isRequest)).toMatchObject({ requestId: id });
});

async function setup() {
  const api = await startApi({
    instead: () => [serve(summary, () => Promise.reject(new Error('broken')))]
  });
  const edge = createEdge({
    api: api.origin,
    pages: (_, res) => res.end(),
    origin: null,
    trustProxy: 0,
    graceMs: 0,
    onFailure: () => undefined
  });
  edge.server.listen(0, '127.0.0.1');
  await once(edge.server, 'listening');
  onTestFinished(() => edge.drain(0));
  const { port } = edge.server.address() as AddressInfo;
  const get = (path: string, headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { get, logged: api.logged };
}
