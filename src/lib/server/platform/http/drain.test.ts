import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createDrain } from './drain.ts';

it('answers what is open, and what the answer still has to ask for, then refuses', async () => {
  const release = Promise.withResolvers<undefined>();
  const { ask, drain } = await setup((req, res) => {
    if (req.url === '/part') res.end('part');
    else void release.promise.then(async () => res.end(`whole with ${await textOf(await ask('/part'))}`));
  });
  const page = ask('/page');
  await ask('/part');
  const drained = drain(20_000);
  release.resolve(undefined);
  expect(await textOf(await page)).toBe('whole with part');
  await drained;
  await expect(ask('/part')).rejects.toThrow('ECONNREFUSED');
});

it('tells clients not to keep their connection', async () => {
  const { ask, drain } = await setup((_, res) => res.end('an answer'));
  const drained = drain(20_000);
  expect((await ask('/')).headers.connection).toBe('close');
  await drained;
});

it('cuts what does not end within the limit', async () => {
  const { ask, drain } = await setup((_, res) => void res.write('never ends'));
  const answer = await ask('/events');
  const cut = once(answer, 'error');
  answer.resume();
  await drain(100);
  await cut;
});

async function setup(answer: RequestListener) {
  const server = createServer(answer);
  const drain = createDrain(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = async (path: string): Promise<IncomingMessage> => {
    const asked = get(`http://127.0.0.1:${port}${path}`, { agent: false, headers: { connection: 'keep-alive' } });
    return ((await once(asked, 'response')) as [IncomingMessage])[0];
  };
  return { ask, drain };
}

async function textOf(answer: IncomingMessage): Promise<string> {
  return Buffer.concat((await answer.toArray()) as Buffer[]).toString();
}
