import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { UpstreamError } from '../../../platform/errors.ts';
import { openBucket } from './bucket.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

it.each<[string, RequestListener]>([
  ['says nothing', () => undefined],
  [
    'stops in the middle of an object',
    (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('half')
  ]
])('gives a server up that %s', async (_, listener) => {
  const bucket = await openBucketAt(await listen(listener));
  const reading = (async () => {
    for await (const chunk of bucket.read('key', new AbortController().signal)) expect(chunk.length).toBe(4);
  })();
  const error = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UpstreamError);
  expect((error as Error).message).toMatch(/^bucket: get key: TimeoutError: .* check …R2_ENDPOINT/);
});

async function openBucketAt(port: number) {
  const endpoint = `http://127.0.0.1:${port}`;
  const settings = { endpoint, accessKeyId: 'any', secretAccessKey: 'any', bucket: 'any' };
  const bucket = await openBucket(settings, { silentMs: 50 });
  closing.push(() => bucket.close());
  return bucket;
}

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
