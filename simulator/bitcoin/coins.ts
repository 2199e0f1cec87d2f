/** What the simulated chain may spend next: outputs of mined transactions that are worth it, the newest four hundred. */
import type { BitcoinTx } from './wire.ts';

export interface Coin {
  txid: string;
  vout: number;
  sat: number;
}

const LEAST_SAT = 100_000;
const MOST = 400;

/** The input that spends a coin. */
export const spend = ({ txid, vout }: Coin) => ({ txid, vout, coinbase: null, sequence: 0xfffffffd });

export class Coins {
  #coins: Coin[] = [];

  get isEmpty(): boolean {
    return this.#coins.length === 0;
  }

  add({ txid, outputs }: BitcoinTx): void {
    outputs.forEach(({ sat, script }, vout) => {
      if (sat > LEAST_SAT && script[0] !== 0x6a) this.#coins.push({ txid, vout, sat });
    });
    this.#coins = this.#coins.slice(-MOST);
  }

  /** One to three of them. */
  draw(chance: number): Coin[] {
    return this.#coins.splice(chance % this.#coins.length, 1 + (chance % 3));
  }

  /** The oldest that is worth more. */
  take(least: number): Coin {
    const place = this.#coins.findIndex(({ sat }) => sat > least);
    const coin = this.#coins[place];
    if (coin === undefined) throw new RangeError('no coin is large enough');
    this.#coins.splice(place, 1);
    return coin;
  }
}
