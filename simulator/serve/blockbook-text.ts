/**
 * One transaction as Blockbook writes it. Put together as text, because pages of a thousand of them are what a first sync
 * asks for.
 */
import { Blocks } from '../chain/blocks.ts';
import type { Chain } from '../chain/chain.ts';
import type { Input, Output, Transaction } from '../chain/transactions.ts';
import type { Network } from '../network.ts';

export interface View {
  /** Height up to which the index has come. */
  best: number;
  /** The address that was asked for, which is marked; null outside address queries. */
  own: string | null;
  /** Leaves out hex, size, version and the inputs' txids. */
  isLight: boolean;
}

export class BlockbookText {
  readonly #chain: Chain;
  readonly #blocks: Blocks;

  constructor(network: Network) {
    this.#chain = network.chain;
    this.#blocks = new Blocks(network.chain, network.seed);
  }

  of(one: Transaction, view: View): string {
    const version = view.isLight ? '' : '"version":4,';
    const vin =
      one.payer === 'coinbase' ? coinbaseInput : one.vin.map((input, n) => inputText(input, n, view)).join(',');
    const vout = one.vout.map((output, n) => this.#output(output, n, view)).join(',');
    const value = one.vout.reduce((sum, { valueSat }) => sum + valueSat, 0);
    const valueIn = one.vin.reduce((sum, { valueSat }) => sum + valueSat, 0);
    const fees = valueIn === 0 ? 0 : valueIn - value;
    const size = view.isLight ? '' : `"size":${this.#blocks.sizeOf(one)},`;
    const hex = view.isLight ? '' : `,"hex":"${this.#blocks.hexOf(one)}"`;
    const amounts = `"value":"${value}","valueIn":"${valueIn}","fees":"${fees}"`;
    return `{"txid":"${one.txid}",${version}"vin":[${vin}],"vout":[${vout}],${this.#place(one, view)},${size}${amounts}${hex}}`;
  }

  #place(one: Transaction, { best }: View): string {
    if (one.state !== 'mined' || one.height > best) {
      const seen = this.#chain.blockTime(this.#chain.tip) + 5;
      return `"blockHeight":-1,"confirmations":0,"confirmationETABlocks":1,"confirmationETASeconds":30,"blockTime":${seen}`;
    }
    const { height } = one;
    const time = this.#chain.blockTime(height);
    return `"blockHash":"${this.#chain.blockHash(height)}","blockHeight":${height},"confirmations":${best - height + 1},"blockTime":${time}`;
  }

  #output({ valueSat, address, hex, spentBy }: Output, n: number, { own, best }: View): string {
    if (address === null) {
      const text = JSON.stringify(dataText(hex));
      return `{"value":"0","n":${n},"hex":"${hex}","addresses":[${text}],"isAddress":false}`;
    }
    const spender = spentBy < 0 ? undefined : this.#chain.transaction(spentBy);
    const spent = spender?.state === 'mined' && spender.height <= best ? '"spent":true,' : '';
    const mark = address === own ? ',"isOwn":true' : '';
    return `{"value":"${valueSat}","n":${n},${spent}"hex":"${hex}","addresses":["${address}"],"isAddress":true${mark}}`;
  }
}

const coinbaseInput = '{"sequence":4294967295,"n":0,"isAddress":false,"coinbase":"03dcef2f00"}';

/** `vout` is left out where it is 0. */
function inputText({ txid, vout, valueSat, address }: Input, n: number, { own, isLight }: View): string {
  const from = isLight ? '' : `"txid":"${txid}",`;
  const index = vout === 0 ? '' : `"vout":${vout},`;
  const mark = address === own ? '"isOwn":true,' : '';
  return `{${from}${index}"sequence":4294967295,"n":${n},"addresses":["${address}"],"isAddress":true,${mark}"value":"${valueSat}"}`;
}

/** `OP_RETURN (text)` when the pushed bytes can be read, else `OP_RETURN hex`. */
function dataText(hex: string): string {
  const skip = { '6a4c': 6, '6a4d': 8, '6a4e': 12 }[hex.slice(0, 4)] ?? 4;
  const data = hex.slice(skip);
  const text = Buffer.from(data, 'hex').toString('utf8');
  return /^[\x20-\x7e]+$/.test(text) ? `OP_RETURN (${text})` : `OP_RETURN ${data}`;
}
