/**
 * An Electrum server over the simulated chain, as awkward as real ones: answers out of order and in pieces, no verbose
 * transactions, histories beyond a limit refused, silence or a close on demand.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { BitcoinLedger } from './ledger.ts';
import type { BitcoinTx } from './wire.ts';

interface Refused {
  code: number;
  message: string;
}

interface Asked {
  id: number;
  method: string;
  params: unknown[];
}

const isRefused = (told: unknown): told is { refused: Refused } =>
  typeof told === 'object' && told !== null && 'refused' in told;
const refuse = (code: number, message: string) => ({ refused: { code, message } });

export class ElectrumServer {
  readonly #ledger: BitcoinLedger;
  readonly #server: Server;
  readonly #protocol: 'tcp' | 'tls';
  readonly #sockets = new Set<Socket>();
  /** Entries of a history that are handed out at most. */
  historyLimit = 10_000;
  /** Histories that stand in for those of the chain, by script hash. */
  readonly histories = new Map<string, { tx_hash: string; height: number }[]>();
  /** Transactions that it does not have. */
  readonly missing = new Set<string>();
  readonly #scripts = new Map<string, Buffer>();
  /** Transactions that there were when the scripts were listed. */
  #listed = -1;
  /** Connections that were made. */
  connections = 0;
  calls: string[] = [];
  /** The protocol that it speaks. */
  speaks = '1.4';
  /** Closes the connection in place of the next so many answers. */
  closesNext = 0;

  /** `tls`: it speaks TLS, by this certificate. */
  constructor(ledger: BitcoinLedger, tls: { key: string; cert: string } | null = null) {
    this.#ledger = ledger;
    this.#protocol = tls === null ? 'tcp' : 'tls';
    const serve = (socket: Socket) => this.#serve(socket);
    this.#server = tls === null ? createServer(serve) : createTlsServer(tls, serve);
  }

  /** Resolves with its URL. */
  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `${this.#protocol}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  /** Connections that are open now. */
  open(): number {
    return this.#sockets.size;
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    // As servers are, the second piece does not wait until the first has been acknowledged.
    socket.setNoDelay(true);
    let rest = '';
    let isIdentified = false;
    let held: Asked[] = [];
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      const asked = lines.map((line) => JSON.parse(line) as Asked);
      for (const { method } of asked) this.calls.push(method);
      if (!isIdentified && asked[0]?.method !== 'server.version') {
        socket.end(
          `${JSON.stringify({ jsonrpc: '2.0', id: asked[0]?.id, error: { code: 1, message: 'use server.version to identify client' } })}\n`
        );
        return;
      }
      isIdentified = true;
      if (this.closesNext > 0 && asked[0]?.method !== 'server.version') {
        this.closesNext--;
        socket.destroy();
        return;
      }
      // What came together is answered backwards, in two pieces.
      held.push(...asked);
      setImmediate(() => {
        const all = held
          .reverse()
          .map((call) => `${JSON.stringify(this.#answer(call))}\n`)
          .join('');
        held = [];
        if (all === '' || socket.destroyed) return;
        const cut = Math.floor(all.length / 2);
        socket.write(all.slice(0, cut));
        setImmediate(() => socket.write(all.slice(cut)));
      });
    });
  }

  #answer({ id, method, params }: Asked): object {
    const told = this.#call(method, params);
    return isRefused(told) ? { jsonrpc: '2.0', error: told.refused, id } : { jsonrpc: '2.0', result: told, id };
  }

  #call(method: string, params: unknown[]): unknown {
    const ledger = this.#ledger;
    const [first, second] = params;
    switch (method) {
      case 'server.version':
        return second === this.speaks
          ? ['ElectrumX 1.20.0', this.speaks]
          : refuse(1, `unsupported protocol version: ${String(second)}`);
      case 'server.ping':
        return null;
      case 'blockchain.headers.subscribe':
        return { hex: ledger.block(ledger.tip).hex, height: ledger.tip };
      case 'blockchain.block.header':
        return Number(first) > ledger.tip
          ? refuse(1, `height ${String(first)} out of range`)
          : ledger.block(Number(first)).hex;
      case 'blockchain.transaction.get': {
        if (second === true) return refuse(-32_603, 'verbose transactions are currently unsupported');
        const known = this.missing.has(String(first)) ? undefined : ledger.transaction(String(first));
        return known?.tx.hex ?? refuse(2, 'daemon error: No such mempool or blockchain transaction.');
      }
      case 'blockchain.transaction.get_merkle': {
        const block = ledger.transaction(String(first))?.block;
        const pos = block?.transactions.findIndex(({ txid }) => txid === first) ?? -1;
        return block == null ? refuse(1, 'not in a block') : { block_height: block.height, merkle: [], pos };
      }
      case 'blockchain.scripthash.get_history':
        return this.#history(String(first));
      case 'blockchain.scripthash.get_balance':
        return this.#balance(String(first));
      case 'blockchain.estimatefee':
        return Number(first) > 100 ? -1 : 0.00002;
      case 'mempool.get_fee_histogram':
        return [
          [12, 3_000],
          [2, 9_000]
        ];
      default:
        return refuse(-32_601, `unknown method "${method}"`);
    }
  }

  #history(hash: string): unknown {
    const history =
      this.histories.get(hash) ??
      this.#touching(hash).map(({ tx, height }) => ({
        tx_hash: tx.txid,
        height: height ?? 0,
        ...(height === null && { fee: this.#ledger.feeOf(tx) })
      }));
    return history.length > this.historyLimit ? refuse(10_001, 'history too large') : history;
  }

  #balance(hash: string): object {
    const sums = { confirmed: 0, unconfirmed: 0 };
    for (const { tx, height } of this.#touching(hash)) {
      const own = (script: Buffer | undefined) => script !== undefined && scriptHash(script) === hash;
      const received = tx.outputs.filter(({ script }) => own(script)).reduce((sum, { sat }) => sum + sat, 0);
      const spent = tx.inputs.reduce((sum, { txid, vout }) => {
        const output = this.#ledger.outputOf(txid, vout);
        return sum + (own(output?.script) ? (output?.sat ?? 0) : 0);
      }, 0);
      sums[height === null ? 'unconfirmed' : 'confirmed'] += received - spent;
    }
    return sums;
  }

  /** Among all that the chain has paid to, which are listed again once there are more transactions. */
  #scriptOf(hash: string): Buffer | undefined {
    const count = this.#ledger.transactionCount();
    if (count !== this.#listed)
      for (const script of this.#ledger.scripts()) this.#scripts.set(scriptHash(script), script);
    this.#listed = count;
    return this.#scripts.get(hash);
  }

  #touching(hash: string): { tx: BitcoinTx; height: number | null }[] {
    const script = this.#scriptOf(hash);
    if (script === undefined) return [];
    return this.#ledger.touching(script).map(({ tx, block }) => ({ tx, height: block?.height ?? null }));
  }
}

const hashes = new WeakMap<Buffer, string>();

export function scriptHash(script: Buffer): string {
  const known = hashes.get(script) ?? createHash('sha256').update(script).digest().reverse().toString('hex');
  hashes.set(script, known);
  return known;
}
