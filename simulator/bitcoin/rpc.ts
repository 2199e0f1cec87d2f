/**
 * Bitcoin Core 30 by JSON-RPC over the simulated chain: one call or a batch, 1.x and 2.0, errors with their HTTP status. The
 * user is `simulator`, as is the password.
 */
import type { IncomingMessage } from 'node:http';
import type { Reply } from '../serve/messages.ts';
import type { BitcoinLedger } from './ledger.ts';
import { coins, difficultyOf, RpcError, RpcViews } from './rpc-views.ts';

export const RPC_USER = 'simulator';

interface Call {
  jsonrpc?: string;
  id?: unknown;
  method?: unknown;
  params?: unknown[];
}

export class BitcoinRpc {
  readonly #ledger: BitcoinLedger;
  readonly #views: RpcViews;

  constructor(ledger: BitcoinLedger) {
    this.#ledger = ledger;
    this.#views = new RpcViews(ledger);
  }

  async answer(request: IncomingMessage): Promise<Reply> {
    const expected = `Basic ${Buffer.from(`${RPC_USER}:${RPC_USER}`).toString('base64')}`;
    if (request.method !== 'POST') return text(405, 'JSONRPC server handles only POST requests');
    if (request.headers.authorization !== expected) {
      return { ...text(401, ''), headers: { 'WWW-Authenticate': 'Basic realm="jsonrpc"' } };
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const asked = JSON.parse(Buffer.concat(parts).toString('utf8')) as Call | Call[];
    if (Array.isArray(asked))
      return body(
        200,
        asked.map((call) => this.#one(call).told)
      );
    const { told, status } = this.#one(asked);
    return body(status, told);
  }

  #one({ jsonrpc, id = null, method, params = [] }: Call): { told: object; status: number } {
    const isNew = jsonrpc === '2.0';
    try {
      const result = this.#call(String(method), params);
      return { status: 200, told: isNew ? { jsonrpc, result, id } : { result, error: null, id } };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const told = { code: error.code, message: error.message };
      const status = isNew ? 200 : error.code === -32_601 ? 404 : 500;
      return { status, told: isNew ? { jsonrpc, error: told, id } : { result: null, error: told, id } };
    }
  }

  #call(method: string, params: unknown[]): unknown {
    const ledger = this.#ledger;
    const [first, second, third] = params;
    const tip = ledger.block(ledger.tip);
    switch (method) {
      case 'uptime':
        return 1_000;
      case 'getblockcount':
        return ledger.tip;
      case 'getbestblockhash':
        return tip.hash;
      case 'getblockchaininfo':
        return {
          chain: 'main',
          blocks: ledger.tip,
          headers: ledger.tip,
          bestblockhash: tip.hash,
          bits: tip.header.bits,
          difficulty: difficultyOf(tip.header.bits),
          time: tip.header.time,
          mediantime: tip.header.time - 3_000,
          verificationprogress: 0.9999981,
          initialblockdownload: false,
          size_on_disk: 780_000_000_000,
          pruned: false,
          warnings: []
        };
      case 'getnetworkinfo':
        return {
          version: 300_000,
          subversion: '/Satoshi:30.0.0/',
          connections: 11,
          connections_in: 1,
          connections_out: 10,
          warnings: []
        };
      case 'getpeerinfo':
        return Array.from({ length: 11 }, (_, id) => ({
          id,
          network: id % 3 === 0 ? 'onion' : 'ipv4',
          subver: id % 4 === 0 ? '/Satoshi:29.1.0/' : '/Satoshi:30.0.0/',
          version: 70_016,
          inbound: id === 0,
          conntime: ledger.now() - 1_000 * (id + 1)
        }));
      case 'getnetworkhashps':
        return difficultyOf(tip.header.bits) * (2 ** 32 / 600);
      case 'getblockhash':
        if (typeof first !== 'number' || first < 0 || first > ledger.tip)
          throw new RpcError(-8, 'Block height out of range');
        return ledger.block(first).hash;
      case 'getblockheader':
        return this.#views.header(this.#views.block(first));
      case 'getblock': {
        const block = this.#views.block(first);
        const { transactions } = block;
        const sizes = { size: 80 + transactions.reduce((sum, { size }) => sum + size, 1), strippedsize: 80 };
        const weight = 320 + transactions.reduce((sum, one) => sum + one.weight, 4);
        return { ...this.#views.header(block), ...sizes, weight, tx: transactions.map(({ txid }) => txid) };
      }
      case 'getblockstats':
        return this.#views.stats(typeof first === 'number' ? ledger.block(first) : this.#views.block(first));
      case 'getrawtransaction':
        return this.#views.transaction(String(first), Number(second ?? 0), third);
      case 'getmempoolinfo': {
        const pool = ledger.mempool();
        const bytes = pool.reduce((sum, { weight }) => sum + Math.ceil(weight / 4), 0);
        const fees = pool.reduce((sum, tx) => sum + ledger.feeOf(tx), 0);
        const floor = { mempoolminfee: 0.000001, minrelaytxfee: 0.000001, incrementalrelayfee: 0.000001 };
        return {
          loaded: true,
          size: pool.length,
          bytes,
          usage: bytes * 3,
          total_fee: coins(fees),
          maxmempool: 3e8,
          ...floor
        };
      }
      case 'getrawmempool':
        return ledger.mempool().map(({ txid }) => txid);
      case 'getmempoolentry':
        return this.#views.entry(String(first));
      case 'estimatesmartfee':
        return { feerate: Number((0.00006 / Math.sqrt(Number(first))).toFixed(8)), blocks: Math.max(2, Number(first)) };
      default:
        throw new RpcError(-32_601, 'Method not found');
    }
  }
}

function body(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), type: 'application/json', isPlain: true };
}

function text(status: number, value: string): Reply {
  return { status, body: value, type: 'text/html; charset=utf-8', isPlain: true };
}
