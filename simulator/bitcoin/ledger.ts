/**
 * The simulated chain of Bitcoin: blocks of real bytes on the newest heights, headers alone below, a mempool, replaced blocks.
 * Everything follows from the seed and the clock; ids are the real hashes of the bytes, so that clients may check them.
 */
import type { Clock } from '../clock.ts';
import { mix } from '../random.ts';
import { Coins, spend, type Coin } from './coins.ts';
import { bytesOf, dataScript, kinds, scriptOf } from './scripts.ts';
import { doubleHash, encodeHeader, encodeTx, type BitcoinTx, type Header, type TxOutput } from './wire.ts';

export interface BitcoinBlock {
  height: number;
  hash: string;
  header: Header;
  /** 160 hex digits. */
  hex: string;
  transactions: BitcoinTx[];
  pool: string;
}

const SPACING = 600;
const FIRST_TIP = 920_000;
/** Blocks with transactions at the start. */
const WHOLE_BLOCKS = 160;
const PERIOD = 2_016;
const pools = ['Foundry USA', 'AntPool', 'ViaBTC', 'F2Pool', 'SpiderPool'];
const subsidyAt = (height: number) => Math.floor(5_000_000_000 / 2 ** Math.floor(height / 210_000));

export class BitcoinLedger {
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #blocks = new Map<number, BitcoinBlock>();
  readonly #byHash = new Map<string, BitcoinBlock>();
  readonly #where = new Map<string, { tx: BitcoinTx; block: BitcoinBlock | null }>();
  readonly #coins = new Coins();
  #mempool: BitcoinTx[] = [];
  #made = 0;
  tip: number;

  constructor(seed: number, clock: Clock) {
    this.#seed = seed;
    this.#clock = clock;
    this.tip = FIRST_TIP - WHOLE_BLOCKS;
    for (let left = WHOLE_BLOCKS; left > 0; left--) {
      this.#append(clock.now() - left * SPACING);
      this.#fillMempool();
    }
  }

  now(): number {
    return this.#clock.now();
  }

  mempool(): readonly BitcoinTx[] {
    return this.#mempool;
  }

  mine(count = 1): void {
    for (let done = 0; done < count; done++) {
      this.#append(Math.max(this.#clock.now(), this.block(this.tip).header.time + 1));
      this.#fillMempool();
    }
  }

  /** Replaces the newest blocks by one more of other contents; what they held waits again. */
  reorg(depth: number): void {
    const replaced = Array.from({ length: depth }, (_, back) => this.block(this.tip - back));
    this.#mempool.push(...replaced.flatMap(({ transactions }) => transactions.slice(1)));
    for (const { transactions, height } of replaced) {
      for (const tx of transactions.slice(1)) this.#where.set(tx.txid, { tx, block: null });
      this.#blocks.delete(height);
    }
    this.tip -= depth;
    for (let done = 0; done <= depth; done++) this.#append(this.#clock.now() - depth + done);
  }

  /** Mines a transaction that pays a script. */
  pay(script: Buffer, sat: number): BitcoinTx {
    const coin = this.#coins.take(sat + 1_000);
    const change = { sat: coin.sat - sat - 200, script: scriptOf('p2tr', `change ${++this.#made}`) };
    return this.#mined(encodeTx([spend(coin)], [{ sat, script }, change]));
  }

  /** Mines a transaction that spends one output each of so many transactions of a chain, and pays `fee` satoshi. */
  consolidate(count: number, fee: number): BitcoinTx {
    const piece = 20_000;
    let rest = this.#coins.take(count * (piece + 200));
    const pieces: Coin[] = [];
    for (let made = 0; made < count; made++) {
      const left = rest.sat - piece - 200;
      const outputs = [
        { sat: piece, script: scriptOf(kinds[made % kinds.length] ?? 'p2wpkh', `piece ${made}`) },
        { sat: left, script: scriptOf('p2tr', `rest ${made}`) }
      ];
      const { txid } = this.#wait(encodeTx([spend(rest)], outputs));
      pieces.push({ txid, vout: 0, sat: piece });
      rest = { txid, vout: 1, sat: left };
    }
    const paid = count * piece - fee;
    const each = Math.floor(paid / kinds.length);
    const outputs = kinds.map((kind) => ({ sat: each, script: scriptOf(kind, 'of many') }));
    const data = { sat: paid - each * kinds.length, script: dataScript('of many') };
    return this.#mined(encodeTx(pieces.map(spend), [...outputs, data]));
  }

  isOnBestChain({ height, hash }: BitcoinBlock): boolean {
    return this.block(height).hash === hash;
  }

  /** Of the best chain. */
  block(height: number): BitcoinBlock {
    const known = this.#blocks.get(height);
    if (known !== undefined) return known;
    const { time } = this.#blocks.get(FIRST_TIP)?.header ?? { time: this.#clock.now() };
    const block = this.#make(
      height,
      time - (FIRST_TIP - height) * SPACING,
      bytesOf(`${this.#seed}:${height - 1}`).toString('hex'),
      []
    );
    return this.#keep(block);
  }

  find(hash: string): BitcoinBlock | undefined {
    return this.#byHash.get(hash);
  }

  transaction(txid: string): { tx: BitcoinTx; block: BitcoinBlock | null } | undefined {
    return this.#where.get(txid);
  }

  /** Everything that touches a script, confirmed ascending, then the mempool. */
  touching(script: Buffer): { tx: BitcoinTx; block: BitcoinBlock | null }[] {
    const hex = script.toString('hex');
    const isOwn = (output: TxOutput | undefined) => output?.script.toString('hex') === hex;
    return [...this.#where.values()]
      .filter(
        ({ tx }) =>
          tx.outputs.some(isOwn) || tx.inputs.some(({ txid, vout }) => isOwn(this.#where.get(txid)?.tx.outputs[vout]))
      )
      .sort((a, b) => (a.block?.height ?? Infinity) - (b.block?.height ?? Infinity));
  }

  /** How many there ever were. */
  transactionCount(): number {
    return this.#where.size;
  }

  /** All that were paid to, some more than once. */
  *scripts(): Generator<Buffer> {
    for (const { tx } of this.#where.values()) for (const { script } of tx.outputs) yield script;
  }

  feeOf({ inputs, outputs }: BitcoinTx): number {
    if (inputs[0]?.coinbase != null) return 0;
    const spent = inputs.reduce((sum, { txid, vout }) => sum + (this.outputOf(txid, vout)?.sat ?? 0), 0);
    return spent - outputs.reduce((sum, { sat }) => sum + sat, 0);
  }

  outputOf(txid: string, vout: number): TxOutput | undefined {
    return this.#where.get(txid)?.tx.outputs[vout];
  }

  bitsAt(height: number): string {
    return `1701${(0x8000 + (mix(this.#seed, Math.floor(height / PERIOD)) % 0x4000)).toString(16)}`;
  }

  #append(time: number): void {
    const previous = this.block(this.tip);
    const room = this.#mempool.splice(0, 40);
    const block = this.#make(this.tip + 1, time, previous.hash, room);
    this.tip = block.height;
    this.#keep(block);
    const { transactions } = block;
    for (const tx of transactions) this.#coins.add(tx);
  }

  #keep(block: BitcoinBlock): BitcoinBlock {
    this.#blocks.set(block.height, block);
    this.#byHash.set(block.hash, block);
    for (const tx of block.transactions) this.#where.set(tx.txid, { tx, block });
    return block;
  }

  #make(height: number, time: number, previous: string, transactions: BitcoinTx[]): BitcoinBlock {
    const fees = transactions.reduce((sum, tx) => sum + this.feeOf(tx), 0);
    const pool = pools[mix(this.#seed, height) % pools.length] ?? '';
    const tag = Buffer.from(`${height} ${++this.#made}`).toString('hex');
    const reward = { sat: subsidyAt(height) + fees, script: scriptOf('p2wpkh', pool) };
    const input = { txid: '00'.repeat(32), vout: 0xffffffff, coinbase: tag, sequence: 0xffffffff };
    const coinbase = encodeTx([input], [reward]);
    const all = [coinbase, ...transactions];
    const merkleRoot = doubleHash(Buffer.from(all.map(({ txid }) => txid).join(''), 'hex'));
    const header = {
      version: 0x20000000,
      previous,
      merkleRoot,
      time,
      bits: this.bitsAt(height),
      nonce: mix(this.#seed, this.#made) >>> 0
    };
    const bytes = encodeHeader(header);
    return { height, hash: doubleHash(bytes), header, hex: bytes.toString('hex'), transactions: all, pool };
  }

  #fillMempool(): void {
    while (this.#mempool.length < 12 && !this.#coins.isEmpty) {
      const chance = mix(this.#seed, ++this.#made);
      const coins = this.#coins.draw(chance);
      const total = coins.reduce((sum, { sat }) => sum + sat, 0);
      const paid = Math.floor(total * 0.4);
      const inputs = coins.map(spend);
      const kind = kinds[chance % kinds.length] ?? 'p2wpkh';
      const outputs = [
        { sat: paid, script: scriptOf(kind, `payee ${chance % 50}`) },
        { sat: total - paid - 200 - (chance % 9_000), script: scriptOf('p2tr', `change ${this.#made}`) },
        ...(chance % 5 === 0 ? [{ sat: 0, script: dataScript(`note ${this.#made}`) }] : [])
      ];
      this.#wait(encodeTx(inputs, outputs));
    }
  }

  #mined(tx: BitcoinTx): BitcoinTx {
    this.#wait(tx);
    while (this.#where.get(tx.txid)?.block === null) this.mine();
    return tx;
  }

  #wait(tx: BitcoinTx): BitcoinTx {
    this.#mempool.push(tx);
    this.#where.set(tx.txid, { tx, block: null });
    return tx;
  }
}
