import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { choosePorts } from '../run/ports.js';

it('takes the ports that the operator set', async () => {
  const { free, other } = await setup();
  expect(await choosePorts({ FRONTEND_PORT: free, API_PORT: other }, { mayMove: true })).toEqual({
    FRONTEND_PORT: free,
    API_PORT: other
  });
});

it('never moves a port that the operator set', async () => {
  const { taken, free } = await setup();
  const choice = choosePorts({ HOST: '127.0.0.1', FRONTEND_PORT: taken, API_PORT: free }, { mayMove: true });
  await expect(choice).rejects.toThrow(`port ${taken} on 127.0.0.1 is already in use`);
});

it('moves a default that is taken, where it may', async () => {
  await listen(5173);
  const { FRONTEND_PORT, API_PORT } = await choosePorts({ HOST: '127.0.0.1' }, { mayMove: true });
  expect(Number(FRONTEND_PORT)).toBeGreaterThan(5173);
  expect(Number(API_PORT)).toBeGreaterThanOrEqual(3000);
});

it('leaves a port that is none to the product, whose message names what is allowed', async () => {
  const { free } = await setup();
  const ports = await choosePorts({ FRONTEND_PORT: '3000abc', API_PORT: free }, { mayMove: false });
  expect(ports).toEqual({ FRONTEND_PORT: '3000abc', API_PORT: free });
});

async function setup() {
  const [taken, free, other] = await Promise.all([listen(0), listen(0), listen(0)]);
  await Promise.all([free, other].map(({ close }) => close()));
  return { taken: taken.port, free: free.port, other: other.port };
}

/** Listens on that port of 127.0.0.1, unless another process already does, which serves as well. */
async function listen(port: number) {
  const server = createServer();
  const close = () => new Promise((resolve) => server.close(resolve));
  const isMine = await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  onTestFinished(() => void close());
  return { port: String(isMine ? (server.address() as AddressInfo).port : port), close };
}
