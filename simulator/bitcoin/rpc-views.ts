/** Blocks and transactions of the simulated chain as Bitcoin Core 30 describes them. */
import type { BitcoinBlock, BitcoinLedger } from './ledger.ts';
import type { BitcoinTx } from './wire.ts';

export class RpcError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** As JSON numbers with eight decimals. */
export const coins = (sat: number) => sat / 1e8;

export function difficultyOf(bits: string): number {
  const mantissa = Number.parseInt(bits.slice(2), 16);
  return (0xffff / mantissa) * 2 ** (8 * (0x1d - Number.parseInt(bits.slice(0, 2), 16)));
}

export class RpcViews {
  readonly #ledger: BitcoinLedger;

  constructor(ledger: BitcoinLedger) {
    this.#ledger = ledger;
  }

  block(hash: unknown): BitcoinBlock {
    const found = this.#ledger.find(String(hash));
    if (found === undefined) throw new RpcError(-5, 'Block not found');
    return found;
  }

  header(block: BitcoinBlock): object {
    const { height, hash, header } = block;
    const { tip } = this.#ledger;
    const isBest = this.#ledger.isOnBestChain(block);
    return {
      hash,
      confirmations: isBest ? tip - height + 1 : -1,
      height,
      version: header.version,
      versionHex: header.version.toString(16),
      merkleroot: header.merkleRoot,
      time: header.time,
      mediantime: header.time - 3_000,
      nonce: header.nonce,
      bits: header.bits,
      difficulty: difficultyOf(header.bits),
      nTx: block.transactions.length,
      previousblockhash: header.previous,
      ...(isBest && height < tip && { nextblockhash: this.#ledger.block(height + 1).hash })
    };
  }

  stats({ height, transactions }: BitcoinBlock): object {
    const paying = transactions.slice(1);
    const rates = paying
      .map((tx) => Math.floor(this.#ledger.feeOf(tx) / Math.ceil(tx.weight / 4)))
      .sort((a, b) => a - b);
    const at = (share: number) => rates[Math.floor(rates.length * share)] ?? 0;
    const fees = paying.reduce((sum, tx) => sum + this.#ledger.feeOf(tx), 0);
    const out = paying.reduce((sum, tx) => sum + tx.outputs.reduce((all, { sat }) => all + sat, 0), 0);
    const reward = transactions[0]?.outputs[0]?.sat ?? 0;
    return {
      height,
      totalfee: fees,
      subsidy: reward - fees,
      total_out: out,
      feerate_percentiles: [0.1, 0.25, 0.5, 0.75, 0.9].map(at)
    };
  }

  transaction(txid: string, verbosity: number, hash: unknown): unknown {
    const found = this.#ledger.transaction(txid);
    if (found === undefined || (hash !== undefined && found.block?.hash !== hash)) {
      throw new RpcError(-5, 'No such mempool or blockchain transaction. Use gettransaction for wallet transactions.');
    }
    const { tx, block } = found;
    if (verbosity === 0) return tx.hex;
    const place = block && {
      blockhash: block.hash,
      confirmations: this.#ledger.tip - block.height + 1,
      time: block.header.time,
      blocktime: block.header.time
    };
    return { ...(hash !== undefined && { in_active_chain: true }), ...this.#described(tx, verbosity), ...place };
  }

  #described(tx: BitcoinTx, verbosity: number): object {
    const script = (bytes: Buffer) => ({ asm: '', hex: bytes.toString('hex'), type: 'nonstandard' });
    const vin = tx.inputs.map(({ txid, vout, coinbase, sequence }) => {
      if (coinbase !== null) return { coinbase, txinwitness: [], sequence };
      const spent = this.#ledger.outputOf(txid, vout);
      const prevout = spent && {
        generated: false,
        height: 1,
        value: coins(spent.sat),
        scriptPubKey: script(spent.script)
      };
      return { txid, vout, scriptSig: { asm: '', hex: '' }, sequence, ...(verbosity >= 2 && prevout && { prevout }) };
    });
    const isPaying = tx.inputs[0]?.coinbase === null;
    return {
      txid: tx.txid,
      hash: tx.wtxid,
      version: 2,
      size: tx.size,
      vsize: Math.ceil(tx.weight / 4),
      weight: tx.weight,
      locktime: 0,
      vin,
      vout: tx.outputs.map((output, n) => ({ value: coins(output.sat), n, scriptPubKey: script(output.script) })),
      ...(verbosity >= 2 && isPaying && { fee: coins(this.#ledger.feeOf(tx)) }),
      hex: tx.hex
    };
  }

  entry(txid: string): object {
    const tx = this.#ledger.mempool().find((one) => one.txid === txid);
    if (tx === undefined) throw new RpcError(-5, 'Transaction not in mempool');
    const vsize = Math.ceil(tx.weight / 4);
    const fee = coins(this.#ledger.feeOf(tx));
    const fees = { base: fee, modified: fee, ancestor: fee, descendant: fee };
    return {
      vsize,
      weight: tx.weight,
      time: this.#ledger.now() - 30,
      ancestorcount: 1,
      ancestorsize: vsize,
      wtxid: tx.wtxid,
      fees,
      depends: [],
      spentby: []
    };
  }
}
