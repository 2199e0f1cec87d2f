import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { BitcoinLedger } from '../../../../../simulator/bitcoin/ledger.ts';
import { ElectrumServer } from '../../../../../simulator/bitcoin/electrum.ts';
import { Clock } from '../../../../../simulator/clock.ts';
import { certificates } from '../../../../tests/support/certificates.ts';
import { HistoryTooLarge } from '../chain-failures.ts';
import { createElectrum } from './electrum.ts';
import { historyOf } from './electrum-addresses.ts';

const NOON = 1_773_835_200;
const { signal } = new AbortController();
const head = { method: 'blockchain.headers.subscribe', params: [], schema: z.object({ height: z.number() }) };
const tip = { height: 920_000 };
const ledger = new BitcoinLedger(7, new Clock(NOON, true));

it('says first which protocol it speaks, and asks everything over one connection', async () => {
  const { server, electrum } = await setup();
  const answers = await Promise.all(Array.from({ length: 40 }, () => electrum.call(head, signal)));
  expect(answers).toEqual(Array(40).fill(tip));
  expect(server.connections).toBe(1);
  expect(server.calls).toEqual(['server.version', ...Array<string>(40).fill(head.method)]);
});

it('asks again what was under way when the connection broke, over one more', async () => {
  const { server, electrum } = await setup();
  await electrum.call(head, signal);
  server.closesNext = 1;
  const answers = await Promise.all(Array.from({ length: 10 }, () => electrum.call(head, signal)));
  expect(answers).toEqual(Array(10).fill(tip));
  expect(server.connections).toBe(2);
  expect(electrum.states()[0]).toMatchObject({ ok: true, lastError: null });
});

it('says that a server does not take our protocol, and leaves no connection behind', async () => {
  const { server, electrum } = await setup();
  server.speaks = '1.6';
  await expect(electrum.call(head, signal)).rejects.toThrow('does not take protocol 1.4');
  await expect(electrum.call(head, signal)).rejects.toThrow('does not take protocol 1.4');
  await expect.poll(() => server.open()).toBe(0);
  expect(electrum.states()[0]).toMatchObject({ ok: false });
  server.speaks = '1.4';
  await electrum.call(head, signal);
  await electrum.call(head, signal);
  expect([server.connections, server.open()]).toEqual([3, 1]);
});

it('names a history that is too large, which is no fault of the server', async () => {
  const { server, electrum } = await setup();
  server.historyLimit = 1;
  server.histories.set(
    'ab'.repeat(32),
    [tip, tip].map(({ height }) => ({ tx_hash: 'cd'.repeat(32), height }))
  );
  await expect(historyOf(electrum, 'ab'.repeat(32), signal)).rejects.toThrow(HistoryTooLarge);
  expect(electrum.states()[0]).toMatchObject({ ok: true });
});

it('speaks TLS with a server that signs for itself, and refuses another certificate later', async () => {
  const { electrum, server, port } = await setup({ tls: certificates[0] });
  expect(await electrum.call(head, signal)).toEqual(tip);
  await server.close();
  const other = new ElectrumServer(ledger, certificates[1]);
  await other.listen(port);
  onTestFinished(() => other.close());
  await expect(electrum.call(head, signal)).rejects.toThrow('another certificate');
  expect(other.calls).toEqual([]);
});

it('gives up on a server that says nothing, and names it', async () => {
  const { url } = await scripted(() => undefined);
  const electrum = createElectrum({ url, now: () => NOON, timeoutMs: 50 });
  onTestFinished(() => electrum.close());
  await expect(electrum.call(head, signal)).rejects.toThrow('no answer within 0.05 s');
});

it('says of a server that is too busy to answer that it is', async () => {
  const { url } = await scripted((socket, id) => socket.write(answer(id, { error: { code: -102, message: 'busy' } })));
  const electrum = createElectrum({ url, now: () => NOON });
  onTestFinished(() => electrum.close());
  await expect(electrum.call(head, signal)).rejects.toThrow('the server is busy: busy');
});

it('ends at once what still waits when it is closed', async () => {
  const asked: number[] = [];
  const { url } = await scripted((socket, id) => {
    asked.push(id);
    if (id === 1) socket.write(answer(id, { result: ['a server', '1.4'] }));
  });
  const electrum = createElectrum({ url, now: () => NOON });
  const waiting = electrum.call(head, signal).catch((error: unknown) => String(error));
  await expect.poll(() => asked).toEqual([1, 2]);
  await electrum.close();
  expect(await waiting).toMatch(/closed|broke off/);
});

const answer = (id: number, told: object) => `${JSON.stringify({ jsonrpc: '2.0', id, ...told })}\n`;

/** A server that does with each question what it is told to. */
async function scripted(hear: (socket: Socket, id: number) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) {
        hear(socket, (JSON.parse(line) as { id: number }).id);
      }
    });
    onTestFinished(() => void socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function setup({ tls = null }: { tls?: { key: string; cert: string } | null } = {}) {
  const server = new ElectrumServer(ledger, tls);
  const url = await server.listen();
  const electrum = createElectrum({ url, now: () => NOON });
  onTestFinished(async () => {
    await electrum.close();
    await server.close().catch(() => undefined);
  });
  return { server, electrum, port: Number(new URL(url).port) };
}
