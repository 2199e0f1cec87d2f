/** The simulated chain as the public REST of mempool.space tells it: errors in plain text, pages of 15 blocks, 25 transactions. */
import { parseAddress } from './addresses.ts';
import { json, type Reply } from '../serve/messages.ts';
import type { BitcoinBlock, BitcoinLedger } from './ledger.ts';
import { difficultyOf } from './rpc-views.ts';
import type { BitcoinTx } from './wire.ts';

type Entry = { tx: BitcoinTx; block: BitcoinBlock | null };
const plain = (status: number, body: string): Reply => ({ status, body, type: 'text/plain', isPlain: true });
const PAGE = 25;

export class BitcoinRest {
  readonly #ledger: BitcoinLedger;

  constructor(ledger: BitcoinLedger) {
    this.#ledger = ledger;
  }

  /** `path` below the host; null: none of its own. */
  answer(path: string): Reply | null {
    const ledger = this.#ledger;
    const [, v1, ...words] = path.startsWith('api/v1/') ? path.split('/') : ['', '', ...path.split('/').slice(1)];
    const [kind, id = '', part, more] = words;
    if (v1 === 'v1' && kind === 'blocks') return json(this.#blocks(id === '' ? ledger.tip : Number(id)));
    if (v1 === 'v1' && path === 'api/v1/fees/recommended') {
      return json({ fastestFee: 6, halfHourFee: 4, hourFee: 3, economyFee: 1, minimumFee: 1 });
    }
    if (path === 'api/v1/fees/mempool-blocks') return json(this.#projected());
    if (v1 === 'v1' && kind === 'mining') return json(id === 'pools' ? this.#pools() : this.#hashrate());
    if (kind === 'block') return this.#block(id, part, Number(more ?? 0));
    if (kind === 'mempool') return json(this.#mempool());
    if (kind === 'tx') {
      const found = ledger.transaction(id);
      return found === undefined ? plain(404, 'Transaction not found') : json(this.#transaction(found));
    }
    if (path === 'api/blocks/tip/height') return plain(200, String(ledger.tip));
    if (path === 'api/blocks/tip/hash') return plain(200, ledger.block(ledger.tip).hash);
    return kind === 'address' ? this.#address(id, words.slice(2)) : null;
  }

  #blocks(from: number): object[] {
    const start = Math.min(from, this.#ledger.tip);
    return Array.from({ length: Math.min(15, start + 1) }, (_, back) => this.#shown(this.#ledger.block(start - back)));
  }

  #block(hash: string, part: string | undefined, from: number): Reply {
    const block = this.#ledger.find(hash);
    if (block === undefined) return plain(404, 'Block not found');
    if (part === 'txs') {
      return json(block.transactions.slice(from, from + PAGE).map((tx) => this.#transaction({ tx, block })));
    }
    return json(this.#shown(block));
  }

  #shown(block: BitcoinBlock): object {
    const { height, hash, header, transactions, pool } = block;
    const fees = transactions.reduce((sum, tx) => sum + this.#ledger.feeOf(tx), 0);
    const out = transactions.slice(1).reduce((sum, tx) => sum + tx.outputs.reduce((all, { sat }) => all + sat, 0), 0);
    return {
      id: hash,
      height,
      version: header.version,
      timestamp: header.time,
      bits: Number.parseInt(header.bits, 16),
      nonce: header.nonce,
      difficulty: difficultyOf(header.bits),
      merkle_root: header.merkleRoot,
      tx_count: transactions.length,
      size: transactions.reduce((sum, { size }) => sum + size, 81),
      weight: transactions.reduce((sum, { weight }) => sum + weight, 324),
      previousblockhash: header.previous,
      mediantime: header.time - 3_000,
      stale: !this.#ledger.isOnBestChain(block),
      extras: {
        totalFees: fees,
        medianFee: 3.5,
        reward: transactions[0]?.outputs[0]?.sat ?? 0,
        totalOutputAmt: out,
        pool: { id: 1, name: pool, slug: pool.toLowerCase() }
      }
    };
  }

  #transaction({ tx, block }: Entry): object {
    const output = ({ sat, script }: { sat: number; script: Buffer }) => ({
      scriptpubkey: script.toString('hex'),
      scriptpubkey_type: 'unknown',
      value: sat
    });
    return {
      txid: tx.txid,
      version: 2,
      locktime: 0,
      size: tx.size,
      weight: tx.weight,
      fee: this.#ledger.feeOf(tx),
      vin: tx.inputs.map(({ txid, vout, coinbase, sequence }) => {
        const spent = coinbase === null ? this.#ledger.outputOf(txid, vout) : undefined;
        return {
          txid,
          vout,
          prevout: spent ? output(spent) : null,
          scriptsig: coinbase ?? '',
          is_coinbase: coinbase !== null,
          sequence
        };
      }),
      vout: tx.outputs.map(output),
      status: block
        ? { confirmed: true, block_height: block.height, block_hash: block.hash, block_time: block.header.time }
        : { confirmed: false }
    };
  }

  #address(address: string, [part, , last]: string[]): Reply | null {
    const script = parseAddress(address);
    if (script === null) return null;
    const entries = this.#ledger.touching(script);
    if (entries.length === 0) return null;
    if (part !== 'txs') return json({ address, ...this.#sums(entries, script.toString('hex')) });
    const waiting = entries.filter(({ block }) => block === null);
    const mined = entries.filter(({ block }) => block !== null).toReversed();
    const start = last === undefined ? 0 : mined.findIndex(({ tx }) => tx.txid === last) + 1;
    const shown = [...(last === undefined ? waiting : []), ...mined.slice(start, start + PAGE)];
    return json(shown.map((entry) => this.#transaction(entry)));
  }

  #sums(entries: Entry[], hex: string): object {
    const isOwn = (script: Buffer | undefined) => script?.toString('hex') === hex;
    const sums = (of: Entry[]) => ({
      funded_txo_sum: of.reduce(
        (sum, { tx }) => sum + tx.outputs.filter(({ script }) => isOwn(script)).reduce((all, { sat }) => all + sat, 0),
        0
      ),
      spent_txo_sum: of.reduce(
        (sum, { tx }) =>
          sum +
          tx.inputs.reduce((all, { txid, vout }) => {
            const spent = this.#ledger.outputOf(txid, vout);
            return all + (isOwn(spent?.script) ? (spent?.sat ?? 0) : 0);
          }, 0),
        0
      ),
      tx_count: of.length
    });
    return {
      chain_stats: sums(entries.filter(({ block }) => block !== null)),
      mempool_stats: sums(entries.filter(({ block }) => block === null))
    };
  }

  #mempool(): object {
    const pool = this.#ledger.mempool();
    const vsize = pool.reduce((sum, { weight }) => sum + Math.ceil(weight / 4), 0);
    const fees = pool.reduce((sum, tx) => sum + this.#ledger.feeOf(tx), 0);
    return {
      count: pool.length,
      vsize,
      total_fee: fees,
      fee_histogram: vsize === 0 ? [] : [[Math.floor(fees / vsize), vsize]]
    };
  }

  #projected(): object[] {
    const pool = this.#ledger.mempool();
    if (pool.length === 0) return [];
    const vsize = pool.reduce((sum, { weight }) => sum + weight / 4, 0);
    const fees = pool.reduce((sum, tx) => sum + this.#ledger.feeOf(tx), 0);
    const rate = fees / vsize;
    return [
      {
        blockSize: vsize * 2,
        blockVSize: vsize,
        nTx: pool.length,
        totalFees: fees,
        medianFee: rate,
        feeRange: [1, rate, 30]
      }
    ];
  }

  #hashrate(): object {
    const { tip } = this.#ledger;
    const day = 86_400;
    const today = Math.floor(this.#ledger.now() / day);
    const current = difficultyOf(this.#ledger.bitsAt(tip));
    const perSecond = (difficulty: number) => difficulty * (2 ** 32 / 600);
    return {
      hashrates: Array.from({ length: 730 }, (_, back) => ({
        timestamp: (today - 729 + back) * day,
        avgHashrate: perSecond(difficultyOf(this.#ledger.bitsAt(tip - (729 - back) * 144)))
      })),
      difficulty: Array.from({ length: 52 }, (_, back) => {
        const height = tip - (tip % 2_016) - (51 - back) * 2_016;
        return {
          time: this.#ledger.now() - (tip - height) * 600,
          height,
          difficulty: difficultyOf(this.#ledger.bitsAt(height)),
          adjustment: 1
        };
      }),
      currentHashrate: perSecond(current),
      currentDifficulty: current
    };
  }

  #pools(): object {
    const names = Array.from({ length: 160 }, (_, back) => this.#ledger.block(this.#ledger.tip - back).pool);
    const counts = [...Map.groupBy(names, (name) => name)].map(([name, of], place) => ({
      poolId: place,
      name,
      slug: name.toLowerCase(),
      blockCount: of.length,
      rank: place + 1
    }));
    return { pools: counts, blockCount: names.length, lastEstimatedHashrate: 0 };
  }
}
