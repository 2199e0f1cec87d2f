/**
 * Blockbook's WebSocket: subscriptions to new blocks. It can be as awkward as the real one: refused, silent, late, or lost
 * after each block.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Simulation } from '../simulation.ts';

const PATH = '/blockbook/websocket';
const LOOK_MS = 50;
const LATE_MS = 1_500;

export class BlockbookSocket {
  readonly #simulation: Simulation;
  readonly #server = new WebSocketServer({ noServer: true });
  /** Each with the id that it was subscribed by. */
  readonly #subscribers = new Map<WebSocket, string>();
  #looking: NodeJS.Timeout | null = null;
  #told = '';

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (request.url !== PATH || this.#simulation.settings.blockbookSocket === 'refused') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      ws.on('message', (data: Buffer) => this.#answer(ws, String(data)));
      ws.on('close', () => this.#subscribers.delete(ws));
      ws.on('error', () => ws.terminate());
    });
  }

  close(): void {
    if (this.#looking !== null) clearInterval(this.#looking);
    for (const ws of this.#server.clients) ws.terminate();
    this.#server.close();
  }

  #answer(ws: WebSocket, text: string): void {
    if (this.#simulation.settings.blockbookSocket === 'silent') return;
    const { id, method } = JSON.parse(text) as { id: string; method: string };
    if (method === 'ping') ws.send(JSON.stringify({ id, data: {} }));
    else if (method === 'subscribeNewBlock') {
      this.#told = this.#tip().hash;
      this.#subscribers.set(ws, id);
      this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref();
      ws.send(JSON.stringify({ id, data: { subscribed: true } }));
    } else ws.send(JSON.stringify({ id, data: { error: { message: 'unknown method' } } }));
  }

  #tip(): { height: number; hash: string } {
    const { chain } = this.#simulation.network;
    return { height: chain.tip, hash: chain.blockHash(chain.tip) };
  }

  #look(): void {
    const data = this.#tip();
    if (data.hash === this.#told) return;
    this.#told = data.hash;
    const kind = this.#simulation.settings.blockbookSocket;
    for (const [ws, id] of this.#subscribers) {
      const tell = () => {
        ws.send(JSON.stringify({ id, data }));
        if (kind === 'drops') ws.close();
      };
      if (kind === 'late') setTimeout(tell, LATE_MS).unref();
      else tell();
    }
  }
}
