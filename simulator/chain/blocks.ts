/**
 * Blocks and transactions as the daemon shows them. Between the transactions that matter here stand the usual ones: a
 * coinbase that pays the development fund and one node of each tier, and node confirmations without inputs or outputs.
 */
import { Filler, mix } from '../random.ts';
import { devFund, payTo } from './addresses.ts';
import type { Chain } from './chain.ts';
import { coinbaseOutputs } from './coinbases.ts';
import type { Input, Output, Transaction } from './transactions.ts';

type Json = Record<string, unknown>;

const places = 512;

export class Blocks {
  readonly #chain: Chain;
  readonly #filler: Filler;

  constructor(chain: Chain, seed: number) {
    this.#chain = chain;
    this.#filler = new Filler(seed, '0123456789abcdef');
  }

  /** Serialised transaction: the right length and alphabet, not decodable. */
  hexOf(transaction: Transaction): string {
    return `0400008085202f89${this.#filler.slice(transaction.serial * 37, this.sizeOf(transaction) * 2 - 16)}`;
  }

  sizeOf(transaction: Transaction): number {
    const scripts = transaction.vout.reduce((sum, { hex }) => sum + hex.length / 2 + 9, 0);
    return 40 + transaction.vin.length * 148 + scripts;
  }

  /** Ids of everything in a block, in order. */
  txids(height: number, transactions: Transaction[]): string[] {
    const rest = Math.max(0, 6 + (mix(height, 7) % 6) - transactions.length);
    const first = transactions[0]?.position === 0 ? [] : [this.#chain.ids.encode('coinbase', height)];
    const nodes = Array.from({ length: rest }, (_, index) =>
      this.#chain.ids.encode('fluxnode', height * places + 256 + index)
    );
    return [...first, ...transactions.map(({ txid }) => txid), ...nodes];
  }

  /** A transaction without its place: inputs, outputs and what goes with them. */
  content(transaction: Transaction): Json {
    return {
      txid: transaction.txid,
      overwintered: true,
      version: 4,
      versiongroupid: '892f2085',
      locktime: 0,
      expiryheight: transaction.height + 30,
      vin: this.#inputs(transaction),
      vout: transaction.vout.map((output, n) => this.#output(output, n)),
      vJoinSplit: [],
      valueBalance: 0,
      vShieldedSpend: transaction.payer === 'shielded' ? [{ cv: this.#filler.slice(transaction.serial, 64) }] : [],
      vShieldedOutput: []
    };
  }

  /** Coinbase, node confirmation or an earlier transaction that paid an input; null for a foreign id. */
  usual(txid: string): { content: Json; height: number } | null {
    const { ids } = this.#chain;
    const height = ids.decode('coinbase', txid);
    if (height !== null) return { content: this.#coinbase(txid, height), height };
    const node = ids.decode('fluxnode', txid);
    if (node !== null) return { content: confirmation(txid, node), height: Math.floor(node / places) };
    const previous = ids.decode('previous', txid);
    return previous === null ? null : this.#previous(txid, previous);
  }

  #inputs(transaction: Transaction): Json[] {
    if (transaction.payer === 'coinbase') return [{ coinbase: '03dcef2f00', sequence: 4294967295 }];
    return transaction.vin.map((input) => this.#input(input, transaction.hidesInputs));
  }

  #input({ txid, vout, valueSat, address }: Input, isHidden: boolean): Json {
    const known = isHidden ? {} : { value: valueSat / 1e8, valueSat, address };
    return { txid, vout, scriptSig: { asm: '', hex: '' }, ...known, sequence: 4294967295 };
  }

  #output({ valueSat, address, hex, spentBy }: Output, n: number): Json {
    const script =
      address === null
        ? { asm: `OP_RETURN ${hex.slice(hex.startsWith('6a4c') ? 6 : 4)}`, hex, type: 'nulldata' }
        : { asm: '', hex, reqSigs: 1, type: hex.startsWith('a9') ? 'scripthash' : 'pubkeyhash', addresses: [address] };
    const spender = spentBy < 0 ? undefined : this.#chain.transaction(spentBy);
    const spent = spender?.state === 'mined' ? { spentTxId: spender.txid, spentHeight: spender.height } : {};
    return { value: valueSat / 1e8, valueZat: valueSat, valueSat, n, scriptPubKey: script, ...spent };
  }

  #coinbase(txid: string, height: number): Json {
    const outputs = coinbaseOutputs(height).map((output, index) => this.#output(output, index));
    const vin = [{ coinbase: '03dcef2f00', sequence: 4294967295 }];
    return { txid, overwintered: true, version: 4, locktime: 0, expiryheight: 0, vin, vout: outputs, vJoinSplit: [] };
  }

  /** The transaction whose output an input spends, as far as anybody needs it: its outputs. */
  #previous(txid: string, number: number): { content: Json; height: number } | null {
    const spender = this.#chain.transaction(Math.floor(number / 4));
    const spent = spender?.vin[number % 4];
    if (spender === undefined || spent?.txid !== txid) return null;
    const own = {
      valueSat: spent.valueSat,
      address: spent.address,
      hex: payTo(spent.address),
      spentBy: spender.serial
    };
    const other = { valueSat: 1_000_000, address: devFund, hex: payTo(devFund), spentBy: -1 };
    const outputs = spent.vout === 0 ? [own, other] : [other, own];
    const vin = [{ txid: this.#filler.slice(number, 64), vout: 0, sequence: 4294967295 }];
    const vout = outputs.map((output, n) => this.#output(output, n));
    const content = { txid, overwintered: true, version: 4, locktime: 0, expiryheight: 0, vin, vout, vJoinSplit: [] };
    return { content, height: (spender.state === 'mined' ? spender.height : this.#chain.tip) - 150 };
  }
}

function confirmation(txid: string, number: number): Json {
  const type = number % 5 === 0 ? 'Starting a fluxnode' : 'Confirming a fluxnode';
  return { txid, version: 5, type, collateral_output: 'COutPoint(1a2b3c4d5e, 0)', ip: '65.109.10.20', update_type: 1 };
}
