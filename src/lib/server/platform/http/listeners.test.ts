import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { openListeners } from './listeners.ts';

const outside = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

it.skipIf(outside === undefined)('listens at one address of the machine and at loopback, and drains both', async () => {
  const { port, addresses, drain } = await setup(outside ?? '');
  expect(addresses).toEqual([outside, '127.0.0.1']);
  for (const address of addresses) expect(await answerAt(address, port)).toBe('here');
  await drain(1_000);
  for (const address of addresses) await expect(answerAt(address, port)).rejects.toThrow();
});

it.each([
  ['127.0.0.1', ['127.0.0.1']],
  ['127.0.0.2', ['127.0.0.2']],
  ['0.0.0.0', ['0.0.0.0']]
])('listens once at %s, which loopback reaches', async (host, expected) => {
  const { addresses } = await setup(host);
  expect(addresses).toEqual(expected);
});

it.skipIf(outside === undefined)('says when somebody else has the port of loopback', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(setup(outside ?? '', port)).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});

async function setup(host: string, wanted: number | null = null) {
  const port = wanted ?? (await freePort());
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const drain = openListeners((_, res) => res.end('here'), { host, port, onListening: resolve, onError: reject });
  onTestFinished(() => drain(0));
  return { port, drain, addresses: await promise };
}

async function answerAt(address: string, port: number): Promise<string> {
  return (await fetch(`http://${address}:${port}/`)).text();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
