/**
 * `/daemon/*` of the API host: the node daemon behind a load balancer. Every request reaches a back end that may be a block
 * or two behind, and what was once asked about a transaction or block is answered the same way for an hour.
 */
import { isFluxAddress } from '../chain/addresses.ts';
import { Blocks } from '../chain/blocks.ts';
import type { Chain } from '../chain/chain.ts';
import { balanceChange, type Transaction } from '../chain/transactions.ts';
import type { Clock } from '../clock.ts';
import type { Shape } from '../control/shape.ts';
import type { Network } from '../network.ts';
import type { Settings } from '../options.ts';
import type { Census } from '../census/census.ts';
import { BlockView, heightIn } from './block-view.ts';
import { addressDeltas } from './deltas.ts';
import { Documents } from './documents.ts';
import { HourCache } from './hour-cache.ts';
import { EnvelopeError, notFound, parameter, success, type Ask, type Reply } from './messages.ts';
import { currentWinners, nodeCount, nodeList } from './node-list.ts';

type Json = Record<string, unknown>;
type Method = (ask: Ask, tip: number) => unknown;

const nodeListNames = new Set([
  'viewdeterministicfluxnodelist',
  'viewdeterministiczelnodelist',
  'listfluxnodes',
  'listzelnodes'
]);

export class Daemon {
  readonly #chain: Chain;
  readonly #network: Network;
  readonly #blocks: Blocks;
  readonly #blockView: BlockView;
  readonly #transactions: HourCache;
  readonly #blockCache: HourCache;
  readonly #methods: Map<string, Method>;
  readonly #settings: Settings;
  /** Node lists; one for each tip a back end may be at. */
  readonly #lists = new Documents(13_000_000);
  readonly #census: Census;
  readonly #shape: Shape;

  constructor(network: Network, parts: { clock: Clock; settings: Settings; census: Census; shape: Shape }) {
    const { clock, settings } = parts;
    this.#census = parts.census;
    this.#shape = parts.shape;
    this.#network = network;
    this.#chain = network.chain;
    this.#settings = settings;
    this.#blocks = new Blocks(network.chain, network.seed);
    this.#blockView = new BlockView(network.chain, this.#blocks);
    this.#transactions = new HourCache(clock, settings.hasStaleCaches ? 300 : 0);
    this.#blockCache = new HourCache(clock, settings.hasStaleCaches ? 150 : 0);
    this.#methods = new Map(Object.entries(this.#listMethods()));
  }

  answer(ask: Ask): Reply {
    const [name = ''] = ask.segments;
    const tip = this.#chain.tip - (ask.chance % (this.#settings.maxTipLag + 1));
    if (nodeListNames.has(name)) return this.#nodeList(ask, tip);
    const method = this.#methods.get(name);
    return method === undefined ? notFound(ask.path) : success(method(ask, tip));
  }

  #nodeList(ask: Ask, tip: number): Reply {
    const gone = this.#shape.takeTiersAtZero();
    const filter = parameter(ask, 1, 'filter') ?? '';
    const key = `${ask.path} ${filter} ${this.#chain.blockHash(tip)} ${this.#shape.revision} ${gone.join()}`;
    return this.#lists.get(key, () => {
      const rows = nodeList(this.#census, { chain: this.#chain, tip, filter });
      const told = rows.filter(({ tier }) => !gone.some((tierAtZero) => tierAtZero === tier));
      return JSON.stringify(this.#shape.rows('nodes', told));
    });
  }

  #listMethods(): Record<string, Method> {
    return {
      ...this.#nodeMethods(),
      getblockcount: (_, tip) => tip,
      getbestblockhash: (_, tip) => this.#chain.blockHash(tip),
      getblockhash: (ask, tip) => this.#chain.blockHash(heightIn(parameter(ask, 1, 'index'), tip)),
      getblock: (ask, tip) => this.#block(ask, tip),
      getblockheader: (ask, tip) => this.#blockView.header(parameter(ask, 1, 'hash') ?? '', tip),
      getinfo: (_, tip) => info(tip),
      getblockchaininfo: (_, tip) => ({
        chain: 'main',
        blocks: tip,
        headers: tip,
        bestblockhash: this.#chain.blockHash(tip)
      }),
      getrawmempool: () => this.#network.mempool().map(({ txid }) => txid),
      getaddresstxids: (ask, tip) => this.#txids(ask, tip),
      getaddressdeltas: (ask, tip) => this.#deltas(ask, tip),
      getaddressbalance: (ask, tip) => this.#balance(ask, tip),
      getaddressmempool: (ask) => this.#mempool(ask),
      getrawtransaction: (ask, tip) => this.#rawTransaction(ask, tip)
    };
  }

  #nodeMethods(): Record<string, Method> {
    const count = (_: Ask, tip: number) => nodeCount(this.#census, tip, this.#shape.takeTiersAtZero());
    return {
      getzelnodecount: count,
      getfluxnodecount: count,
      fluxnodecurrentwinner: (_, tip) => currentWinners(this.#census, this.#chain, tip),
      getstartlist: () => [],
      getdoslist: () => []
    };
  }

  #txids(ask: Ask, tip: number): string[] {
    const { address, from, to } = range(ask, tip);
    const found = this.#chain.touching(address, from, to);
    found.sort((a, b) => a.height - b.height || (a.txid < b.txid ? -1 : 1));
    return found.map(({ txid }) => txid);
  }

  #deltas(ask: Ask, tip: number): unknown {
    const { address, from, to, isWhole } = range(ask, tip);
    const deltas = this.#chain.touching(address, from, to).flatMap((one) => addressDeltas(one, address));
    if (isWhole || Number(parameter(ask, 4, 'chaininfo') ?? 0) !== 1) return deltas;
    const end = (height: number) => ({ hash: this.#chain.blockHash(height), height });
    return { deltas, start: end(from), end: end(to) };
  }

  #balance(ask: Ask, tip: number): { balance: number; received: number } {
    const { address } = range(ask, tip);
    const changes = this.#chain.touching(address, 0, tip).map((one) => balanceChange(one, address));
    const received = changes.reduce((sum, change) => sum + change.received, 0);
    return { balance: changes.reduce((sum, change) => sum - change.sent, received), received };
  }

  #mempool(ask: Ask): Json[] {
    const { address } = range(ask, this.#chain.tip);
    const timestamp = this.#chain.blockTime(this.#chain.tip) + 5;
    return this.#network
      .mempool()
      .flatMap((one) => addressDeltas(one, address))
      .map(({ txid, index, satoshis }) => ({ address, txid, index, satoshis, timestamp }));
  }

  #rawTransaction(ask: Ask, tip: number): unknown {
    const txid = parameter(ask, 1, 'txid') ?? '';
    const isVerbose = Number(parameter(ask, 2, 'verbose') ?? 0) === 1;
    return this.#transactions.get(`${txid}/${isVerbose}`, () => this.#transaction(txid, isVerbose, tip));
  }

  #transaction(txid: string, isVerbose: boolean, tip: number): unknown {
    const transaction = this.#chain.find(txid);
    if (transaction !== null && !(transaction.state === 'pending' && transaction.payer === 'coinbase')) {
      const hex = this.#blocks.hexOf(transaction);
      if (!isVerbose) return hex;
      return { hex, ...this.#blocks.content(transaction), ...this.#place(transaction, tip) };
    }
    const usual = this.#blocks.usual(txid);
    if (usual === null || usual.height > tip) throw new EnvelopeError('No information available about transaction', -5);
    return isVerbose ? { hex: '', ...usual.content, ...this.#blockPlace(usual.height, tip) } : '';
  }

  #block(ask: Ask, tip: number): unknown {
    const wanted = parameter(ask, 1, 'hashheight') ?? '';
    const verbosity = Number(parameter(ask, 2, 'verbosity') ?? 2);
    return this.#blockCache.get(`${wanted}/${verbosity}`, () => this.#blockView.block(wanted, verbosity, tip));
  }

  #place(transaction: Transaction, tip: number): Json {
    if (transaction.state === 'dropped') return { height: -1, confirmations: 0 };
    if (transaction.state === 'pending' || transaction.height > tip) return {};
    return this.#blockPlace(transaction.height, tip);
  }

  #blockPlace(height: number, tip: number): Json {
    const time = this.#chain.blockTime(height);
    return { blockhash: this.#chain.blockHash(height), height, confirmations: tip - height + 1, time, blocktime: time };
  }
}

function range(ask: Ask, tip: number): { address: string; from: number; to: number; isWhole: boolean } {
  const address = parameter(ask, 1, 'address') ?? '';
  if (!isFluxAddress(address)) throw new EnvelopeError('Invalid address', -5);
  const [start, end] = [parameter(ask, 2, 'start'), parameter(ask, 3, 'end')].map((text) => text && Number(text));
  if (typeof start !== 'number' || typeof end !== 'number') return { address, from: 0, to: tip, isWhole: true };
  if (!(start > 0 && end > 0)) throw new EnvelopeError('Start and end are expected to be greater than zero', -5);
  if (end < start) throw new EnvelopeError('End value is expected to be greater than start', -5);
  if (start > tip || end > tip) throw new EnvelopeError('Start or end is outside chain range', -5);
  return { address, from: start, to: end, isWhole: false };
}

function info(tip: number): Json {
  return {
    version: 9_010_050,
    protocolversion: 170_021,
    walletversion: 60_000,
    blocks: tip,
    timeoffset: 0,
    connections: 31,
    proxy: '',
    difficulty: 123.4,
    testnet: false,
    keypoololdest: 1_700_000_000,
    keypoolsize: 101,
    paytxfee: 0,
    relayfee: 0.000001,
    errors: ''
  };
}
