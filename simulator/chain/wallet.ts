/**
 * The unspent outputs of the tracked address, oldest first. Only outputs a hundred blocks old are spent, so that a
 * reorganisation never takes away what something else has spent.
 */
import { tracked } from './addresses.ts';
import type { Input, Transaction } from './transactions.ts';

interface Coin {
  owner: Transaction;
  index: number;
}

const maturity = 100;

export class Wallet {
  #coins: Coin[] = [];
  #spent = 0;

  receive(transaction: Transaction): void {
    transaction.vout.forEach(({ address, spentBy }, index) => {
      if (address === tracked && spentBy < 0) this.#coins.push({ owner: transaction, index });
    });
  }

  forget(transaction: Transaction): void {
    this.#coins = this.#coins.slice(this.#spent).filter(({ owner }) => owner !== transaction);
    this.#spent = 0;
  }

  /** Up to `count` mature coins as inputs, marked as spent by `spender`. */
  take(count: number, height: number, spender: number): Input[] {
    const inputs: Input[] = [];
    while (inputs.length < count) {
      const coin = this.#coins[this.#spent];
      if (coin === undefined || coin.owner.height > height - maturity) break;
      this.#spent++;
      const output = coin.owner.vout[coin.index];
      if (output === undefined || coin.owner.state !== 'mined') continue;
      output.spentBy = spender;
      inputs.push({ txid: coin.owner.txid, vout: coin.index, valueSat: output.valueSat, address: tracked });
    }
    return inputs;
  }
}
