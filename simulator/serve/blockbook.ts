/**
 * Blockbook: the address index with whole pages of transactions. Amounts are strings of satoshi, errors real HTTP errors.
 * Its own tip follows the chain's a block or two later, but never goes back by itself.
 */
import { isFluxAddress } from '../chain/addresses.ts';
import type { Chain } from '../chain/chain.ts';
import { coinbasesTo, usualCoinbase } from '../chain/coinbases.ts';
import type { Transaction } from '../chain/transactions.ts';
import { balanceChange } from '../chain/transactions.ts';
import type { Network } from '../network.ts';
import type { Settings } from '../options.ts';
import { mix } from '../random.ts';
import { AsciiWriter } from './ascii-writer.ts';
import { BlockbookText, type View } from './blockbook-text.ts';
import { json, type Ask, type Reply } from './messages.ts';

const largestPage = 1_000;

export class Blockbook {
  readonly #network: Network;
  readonly #chain: Chain;
  readonly #text: BlockbookText;
  readonly #maxTipLag: number;
  #lastTotals: { key: string; totals: Totals } | null = null;

  constructor(network: Network, settings: Settings) {
    this.#network = network;
    this.#chain = network.chain;
    this.#maxTipLag = settings.maxTipLag;
    this.#text = new BlockbookText(network);
  }

  answer(ask: Ask): Reply {
    return { ...this.#dispatch(ask), isPlain: true };
  }

  #dispatch(ask: Ask): Reply {
    const [base, version, ...rest] = ask.segments;
    const [method = '', subject = ''] = version === 'v2' ? rest : [version ?? '', ...rest];
    if (base !== 'api') return json({ error: 'Not found' }, 404);
    switch (method) {
      case '':
      case 'status':
        return this.#status();
      case 'block-index':
        return this.#blockIndex(subject);
      case 'block':
        return this.#block(subject, ask.query);
      case 'tx':
        return this.#transaction(subject);
      case 'address':
        return this.#address(subject, ask.query);
      default:
        return json({ error: 'Not found' }, 404);
    }
  }

  /** The newest of the heights reached so far, each of them 0 .. maxTipLag behind the tip of its moment. */
  bestHeight(): number {
    const { tip } = this.#chain;
    const behind = (height: number) => height - (mix(this.#network.seed, height) % (this.#maxTipLag + 1));
    return Math.max(...Array.from({ length: this.#maxTipLag + 1 }, (_, ago) => behind(tip - ago)));
  }

  #status(): Reply {
    const best = this.bestHeight();
    const time = new Date(this.#chain.blockTime(best) * 1000).toISOString();
    const blockbook = {
      coin: 'Flux',
      network: 'FLUX',
      host: 'simulator',
      version: '0.6.0',
      syncMode: true,
      initialSync: false,
      inSync: true,
      bestHeight: best,
      lastBlockTime: time,
      inSyncMempool: true,
      lastMempoolTime: time,
      mempoolSize: 0,
      decimals: 8,
      dbSize: 9_000_000_000,
      about: 'Blockbook - blockchain indexer'
    };
    // The node behind it says neither its version nor its protocol, and two branches of consensus.
    const consensus = { chaintip: '76b809bb', nextblock: '5ba81b19' };
    const backend = {
      chain: 'main',
      blocks: best,
      headers: best,
      bestBlockHash: this.#chain.blockHash(best),
      consensus
    };
    return json({ blockbook, backend });
  }

  #blockIndex(text: string): Reply {
    const height = Number(text);
    if (text === '' || !Number.isInteger(height) || height < 0 || height > this.bestHeight()) {
      return json({ error: `Block '${text}' not found` }, 400);
    }
    return json({ blockHash: this.#chain.blockHash(height) });
  }

  #block(subject: string, query: URLSearchParams): Reply {
    const best = this.bestHeight();
    const found = this.#chain.findBlock(subject);
    const height = subject.length === 64 ? (found?.orphan === null ? found.height : -1) : Number(subject || 'x');
    if (!Number.isInteger(height) || height < 0 || height > best) return json({ error: 'Block not found' }, 400);
    const transactions = [...usualCoinbase(this.#chain, height), ...this.#chain.inBlock(height)];
    const { rows, page, totalPages } = paged(
      { total: transactions.length, rows: (skip, take) => transactions.slice(skip, skip + take) },
      query
    );
    const head = {
      page,
      totalPages,
      itemsOnPage: largestPage,
      hash: this.#chain.blockHash(height),
      previousBlockHash: this.#chain.blockHash(height - 1),
      ...(height < best && { nextBlockHash: this.#chain.blockHash(height + 1) }),
      height,
      confirmations: best - height + 1,
      time: this.#chain.blockTime(height),
      txCount: transactions.length
    };
    const open = `${JSON.stringify(head).slice(0, -1)},"txs":[`;
    return { status: 200, body: this.#write(open, rows, { best, own: null, isLight: false }) };
  }

  #transaction(txid: string): Reply {
    const best = this.bestHeight();
    const found = this.#chain.find(txid) ?? this.#coinbase(txid, best);
    const isKnown = found !== null && found.state !== 'dropped' && !isHidden(found);
    if (!isKnown) return json({ error: `Transaction '${txid}' not found` }, 400);
    return { status: 200, body: this.#text.of(found, { best, own: null, isLight: false }) };
  }

  #coinbase(txid: string, best: number): Transaction | null {
    const height = this.#chain.ids.decode('coinbase', txid);
    return height === null || height > best ? null : (usualCoinbase(this.#chain, height)[0] ?? null);
  }

  #address(address: string, query: URLSearchParams): Reply {
    if (!isFluxAddress(address))
      return json({ error: `Invalid address '${address}', decoded address is of unknown format` }, 400);
    const best = this.bestHeight();
    const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? 0)];
    const isRanged = from > 0 || to > 0;
    const range = { from, to: Math.min(to > 0 ? to : best, best) };
    const rewards = coinbasesTo(this.#chain, address, range).toReversed();
    const found =
      rewards.length > 0
        ? { total: rewards.length, rows: (skip: number, take: number) => rewards.slice(skip, skip + take) }
        : this.#chain.newest(address, range);
    const waiting = to > 0 ? [] : this.#network.mempool().filter((one) => touches(one, address));
    const { rows, page, totalPages, itemsOnPage } = paged(found, query);
    const details = query.get('details') ?? 'txids';
    const shown = page === 1 ? [...waiting, ...rows] : rows;
    const isFull = rows.length === itemsOnPage;
    const head = {
      page,
      totalPages: isRanged && isFull ? -1 : totalPages,
      itemsOnPage,
      address,
      ...this.#totals(address, best),
      unconfirmedBalance: '0',
      unconfirmedTxs: waiting.length,
      txs: this.#chain.countTouching(address, best)
    };
    const open = JSON.stringify(details === 'basic' ? withoutPages(head) : head).slice(0, -1);
    if (['basic', 'tokens', 'tokenBalances'].includes(details)) return { status: 200, body: `${open}}` };
    if (details === 'txids') {
      return { status: 200, body: `${open},"txids":${JSON.stringify(shown.map(({ txid }) => txid))}}` };
    }
    const view = { best, own: address, isLight: details === 'txslight' };
    return { status: 200, body: this.#write(`${open},"transactions":[`, shown, view) };
  }

  #write(open: string, transactions: readonly Transaction[], view: View): Buffer {
    const writer = new AsciiWriter(4_000 + transactions.length * 2_400);
    writer.write(open);
    transactions.forEach((one, index) => writer.write((index === 0 ? '' : ',') + this.#text.of(one, view)));
    writer.write(']}');
    return writer.finish();
  }

  /** Kept for the address and tip last asked for: a client reads many pages of the same. */
  #totals(address: string, best: number): Totals {
    const key = `${address} ${this.#chain.blockHash(best)}`;
    if (this.#lastTotals?.key === key) return this.#lastTotals.totals;
    let received = 0;
    let sent = 0;
    for (const one of this.#chain.touching(address, 0, best)) {
      const change = balanceChange(one, address);
      received += change.received;
      sent += change.sent;
    }
    const totals = { balance: `${received - sent}`, totalReceived: `${received}`, totalSent: `${sent}` };
    this.#lastTotals = { key, totals };
    return totals;
  }
}

interface Totals {
  balance: string;
  totalReceived: string;
  totalSent: string;
}

function isHidden({ state, payer }: Transaction): boolean {
  return state === 'pending' && payer === 'coinbase';
}

function touches({ vin, vout }: Transaction, address: string): boolean {
  return vin.some((input) => input.address === address) || vout.some((output) => output.address === address);
}

/** One page of a list; a page past the end is the last one. */
function paged(list: { total: number; rows: (skip: number, take: number) => Transaction[] }, query: URLSearchParams) {
  const asked = Number(query.get('pageSize') ?? largestPage);
  const itemsOnPage = asked >= 1 && asked <= largestPage ? Math.floor(asked) : largestPage;
  const totalPages = Math.max(1, Math.ceil(list.total / itemsOnPage));
  const page = Math.min(totalPages, Math.max(1, Math.floor(Number(query.get('page') ?? 1)) || 1));
  return { rows: list.rows((page - 1) * itemsOnPage, itemsOnPage), page, totalPages, itemsOnPage };
}

function withoutPages<T extends { page: number; totalPages: number; itemsOnPage: number }>(head: T) {
  const { page: _page, totalPages: _totalPages, itemsOnPage: _itemsOnPage, ...rest } = head;
  return rest;
}
