import { expect, it } from 'vitest';
import { readTried } from './tried.ts';

it('shows status, limits and an indented body, and no other header', async () => {
  const answer = new Response('{"a":[1]}', {
    status: 429,
    headers: { 'RateLimit-Remaining': '0', 'X-Quota-Reset': '5', 'Retry-After': '5', 'x-edge-key': 'secret' }
  });
  expect(await readTried('GET /api/stats', answer)).toMatchObject({
    asked: 'GET /api/stats',
    status: 429,
    headers: [
      ['content-type', 'text/plain;charset=UTF-8'],
      ['ratelimit-remaining', '0'],
      ['retry-after', '5'],
      ['x-quota-reset', '5']
    ],
    body: '{\n  "a": [\n    1\n  ]\n}',
    isCut: false
  });
});

it('reads no more of a long answer than it shows', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new TextEncoder().encode('x'.repeat(5_000)));
    }
  });
  const { body, isCut } = await readTried('GET /api/transactions/export', new Response(endless));
  expect([body.length, isCut]).toEqual([20_000, true]);
  expect(pulled).toBeLessThan(20);
});
