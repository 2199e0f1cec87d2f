/**
 * One HTTP server for all hosts. A request is counted, refused when impolite, held back by the latency, broken when a fault
 * says so, and answered.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { BackupBucket } from '../backup/bucket.ts';
import { BitcoinRest } from '../bitcoin/rest.ts';
import { BitcoinRpc } from '../bitcoin/rpc.ts';
import { answerControl } from '../control/http.ts';
import { mix } from '../random.ts';
import type { Simulation } from '../simulation.ts';
import { BlockbookSocket } from './blockbook-socket.ts';
import { breakRequest, tooMany } from './break.ts';
import { Hosts, type Target } from './hosts.ts';
import { json, notFound, type Ask } from './messages.ts';
import { Sender } from './send.ts';

/** The public REST of Bitcoin: what its chain does not know, another part of the network may. */
const MEMPOOL = '/mempool/';

export class SimulatorServer {
  readonly #simulation: Simulation;
  readonly #hosts: Hosts;
  readonly #bucket: BackupBucket;
  readonly #blockbookSocket: BlockbookSocket;
  readonly #bitcoinRpc: BitcoinRpc;
  readonly #bitcoinRest: BitcoinRest;
  readonly #sender = new Sender();
  readonly #server: Server;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#hosts = new Hosts(simulation);
    this.#bucket = new BackupBucket(simulation);
    this.#blockbookSocket = new BlockbookSocket(simulation);
    this.#bitcoinRpc = new BitcoinRpc(simulation.bitcoin);
    this.#bitcoinRest = new BitcoinRest(simulation.bitcoin);
    this.#server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      this.#handle(request, response).catch((error: unknown) => this.#fail(response, error));
    });
    this.#server.on('upgrade', (request, socket, head) => this.#blockbookSocket.accept(request, socket, head));
  }

  /** Resolves with the base URL. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#blockbookSocket.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    if (url.pathname.startsWith('/control/')) {
      return this.#sender.send(request, response, await answerControl(this.#simulation, request, url));
    }
    if (url.pathname.startsWith('/s3/')) {
      return this.#sender.send(request, response, this.#bucket.answer(request.method ?? 'GET', url));
    }
    // A service's clock is that of its network.
    response.setHeader('Date', new Date(this.#simulation.clock.nowMs()).toUTCString());
    if (url.pathname.startsWith('/bitcoin')) {
      return this.#sender.send(request, response, await this.#bitcoinRpc.answer(request));
    }
    const ofBitcoin = url.pathname.startsWith(MEMPOOL)
      ? this.#bitcoinRest.answer(url.pathname.slice(MEMPOOL.length))
      : null;
    if (ofBitcoin !== null) return this.#sender.send(request, response, ofBitcoin);
    const target = this.#hosts.locate(url.pathname);
    if (target === null) return this.#sender.send(request, response, notFound(url.pathname));
    const { traffic } = this.#simulation;
    const { isRefused, chance } = traffic.begin(target.host, { endpoint: target.endpoint, url: request.url ?? '' });
    const before = request.socket.bytesWritten;
    response.once('close', () => traffic.end(target.host, request.socket.bytesWritten - before));
    if (isRefused) return this.#sender.send(request, response, tooMany());
    const { segments } = target;
    await this.#play({ request, response }, target, { ...asking(request, url), segments, chance });
  }

  async #play(
    exchange: { request: IncomingMessage; response: ServerResponse },
    target: Target,
    ask: Ask
  ): Promise<void> {
    const { latencyMs, jitterMs, settings, faultList } = this.#simulation;
    const delay = latencyMs + (jitterMs > 0 ? mix(ask.chance, 2) % jitterMs : 0);
    if (delay > 0) await wait(delay);
    const answer = () => this.#hosts.answer(target, ask);
    const fault = faultList.decide(target.source, ask.path, ask.chance);
    const broken =
      fault === null
        ? undefined
        : await breakRequest(fault, { ...exchange, answer, chance: ask.chance, source: target.source }, settings);
    if (broken === null) return;
    await this.#sender.send(exchange.request, exchange.response, broken ?? answer());
  }

  #fail(response: ServerResponse, error: unknown): void {
    console.error('simulator failed', error);
    if (response.headersSent) response.destroy();
    else {
      const { status, body } = json({ error: 'simulator failed' }, 500);
      response.writeHead(status).end(typeof body === 'string' ? body : '');
    }
  }
}

function asking(request: IncomingMessage, url: URL): Omit<Ask, 'segments' | 'chance'> {
  return { path: url.pathname, query: url.searchParams, headers: request.headers };
}
