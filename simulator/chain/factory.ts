/**
 * Makes the transactions that touch the tracked address, of every kind that occurs: payments with and without a message
 * in all encodings, free updates, own spends. What a transaction is like depends on seed and serial only.
 */
import { Random, type Weighted } from '../random.ts';
import { formerMultisig, payTo, platform, tracked } from './addresses.ts';
import type { Ids } from './ids.ts';
import { driveScript, hashScript, noteScript, rawHashScript, shortHashScript } from './op-return.ts';
import { paymentAmount, Payers } from './payers.ts';
import type { Input, Output, Transaction } from './transactions.ts';
import type { Wallet } from './wallet.ts';

/** Where messages come from: a new one for a transaction, and the hash of any. */
export interface MessageSource {
  /** `height` = the block it is expected in. */
  announce(transaction: { serial: number; isFree: boolean; height: number }): number;
  hashOf(message: number): string;
}

type Carrier = 'message' | 'again' | 'stray' | 'drive' | 'raw' | 'short' | 'nothing' | 'several';

const carriers: Weighted<Carrier> = [
  ['message', 95.4],
  ['again', 0.5],
  ['several', 0.7],
  ['stray', 1.5],
  ['drive', 0.6],
  ['raw', 0.4],
  ['short', 0.2],
  ['nothing', 0.7]
];

/** Shapes of a payment; each marks the one thing that is special about it. */
type Shape = 'plain' | 'twoOutputs' | 'twoMultisigs' | 'noChange' | 'coinbase' | 'shielded' | 'small' | 'platformSmall';

const shapes: Weighted<Shape> = [
  ['plain', 86],
  ['noChange', 9],
  ['twoOutputs', 2],
  ['twoMultisigs', 0.4],
  ['coinbase', 0.3],
  ['shielded', 0.6],
  ['small', 1],
  ['platformSmall', 0.7]
];

interface Cargo {
  carrier: Carrier;
  height: number;
  random: Random;
}

const fee = 10_000;
/** Less than the network takes for anything: what it names is not activated. */
const tooLittle = 900_000;

export class TransactionFactory {
  readonly #seed: number;
  readonly #ids: Ids;
  readonly #payers: Payers;
  readonly #wallet: Wallet;
  readonly #messages: MessageSource;
  #latestMessage = -1;
  #payments = 0;

  constructor(parts: { seed: number; ids: Ids; wallet: Wallet; messages: MessageSource }) {
    this.#seed = parts.seed;
    this.#ids = parts.ids;
    this.#wallet = parts.wallet;
    this.#messages = parts.messages;
    this.#payers = new Payers(parts.seed);
  }

  /**
   * `varied` takes every kind with the same chance instead of its real one. The first payments ever made go through all
   * kinds in turn, so that the smallest network has them.
   */
  payment(serial: number, height: number, mixture: 'real' | 'varied' = 'real'): Transaction {
    const random = new Random(this.#seed, 'payment', serial);
    const { shape, carrier } = this.#kind(random, mixture);
    const made = this.#blank(serial, random);
    const from = this.#payerFor(shape, random);
    const small = serial % 4 === 3 ? tooLittle : 2_000_000;
    const amount = { small, platformSmall: 3_000_000 }[shape as string] ?? paymentAmount(random);
    this.#payInto(made, { shape, amount, random });
    if (shape === 'coinbase' || shape === 'shielded') made.payer = shape;
    else this.#fund(made, { from, random, hasChange: shape !== 'noChange' });
    this.#carry(made, { carrier, height, random });
    return made;
  }

  /** 0.02 FLUX that the platform pays to itself for an update that costs its owner nothing. */
  freeUpdate(serial: number, height: number): Transaction {
    const random = new Random(this.#seed, 'free', serial);
    const made = this.#blank(serial, random);
    const parts = random.chance(0.03) ? [1_000_000, 1_000_000] : [2_000_000];
    for (const valueSat of parts) made.vout.push(output(tracked, valueSat));
    this.#fund(made, { from: platform, random, hasChange: true });
    made.message = this.#messages.announce({ serial, isFree: true, height });
    made.vout.push(data(hashScript(this.#messages.hashOf(made.message), random)));
    return made;
  }

  /** The tracked address pays somebody, usually with change; null while it has nothing old enough to spend. */
  ownSpend(serial: number, height: number): Transaction | null {
    const random = new Random(this.#seed, 'own', serial);
    const made = this.#blank(serial, random);
    made.vin = this.#wallet.take(random.between(2, 60), height, serial);
    const total = made.vin.reduce((sum, { valueSat }) => sum + valueSat, 0) - fee;
    if (made.vin.length === 0 || total < 4 * fee) return null;
    const kept = random.chance(0.75) ? Math.floor(total * random.unit() * 0.6) : 0;
    made.vout.push(output(this.#payers.customer(random), total - kept));
    if (kept > fee) made.vout.push(output(tracked, kept));
    if (random.chance(0.05)) made.vout.push(data(noteScript(`p_${random.below(9000)}_0.03_0.01_0.004`)));
    return made;
  }

  #kind(random: Random, mixture: 'real' | 'varied'): { shape: Shape; carrier: Carrier } {
    const number = this.#payments++;
    const shape = mixture === 'real' ? random.weighted(shapes) : random.pick(shapes)[0];
    const carrier = mixture === 'real' || random.chance(0.5) ? random.weighted(carriers) : random.pick(carriers)[0];
    return { shape: shapes[number]?.[0] ?? shape, carrier: carriers[number - shapes.length]?.[0] ?? carrier };
  }

  #payerFor(shape: Shape, random: Random): string {
    if (shape === 'platformSmall') return platform;
    return shape === 'small' ? this.#payers.customer(random) : this.#payers.pick(random);
  }

  #blank(serial: number, random: Random): Transaction {
    return {
      serial,
      txid: this.#ids.encode('transaction', serial),
      payer: 'transparent',
      vin: [],
      vout: [],
      hidesInputs: random.chance(0.008),
      message: -1,
      state: 'pending',
      height: 0,
      position: 0
    };
  }

  #payInto(made: Transaction, { shape, amount, random }: { shape: Shape; amount: number; random: Random }): void {
    if (shape === 'twoOutputs') {
      const first = Math.max(1, Math.floor(amount * random.unit()));
      made.vout.push(output(tracked, first), output(tracked, amount - first + 1));
    } else if (shape === 'twoMultisigs') {
      made.vout.push(output(formerMultisig, Math.floor(amount / 3) + 1), output(tracked, amount));
    } else made.vout.push(output(tracked, amount));
  }

  /** Inputs that cover the outputs, and the rest back to the payer. */
  #fund(made: Transaction, funding: { from: string; random: Random; hasChange: boolean }): void {
    const { from, random, hasChange } = funding;
    const spent = made.vout.reduce((sum, { valueSat }) => sum + valueSat, fee);
    const change = hasChange ? random.between(1_000, 3_600) * 100_000_000 + random.below(100_000_000) : 0;
    const count = random.weighted([
      [1, 80],
      [2, 15],
      [4, 5]
    ] as const);
    const share = Math.floor((spent + change) / count);
    for (let index = 0; index < count; index++) {
      const valueSat = index === 0 ? spent + change - share * (count - 1) : share;
      made.vin.push(this.#previousOutput(made.serial * 4 + index, { valueSat, address: from }));
    }
    if (change > 0) made.vout.push(output(from, change));
  }

  #previousOutput(number: number, coin: { valueSat: number; address: string }): Input {
    return { txid: this.#ids.encode('previous', number), vout: number % 3 === 0 ? 0 : 1, ...coin };
  }

  #carry(made: Transaction, cargo: Cargo): void {
    const scripts = this.#scripts(made, cargo).map(data);
    const { random } = cargo;
    if (random.chance(0.1)) made.vout.splice(1, 0, ...scripts);
    else made.vout.push(...scripts);
  }

  #scripts(made: Transaction, { carrier, height, random }: Cargo): string[] {
    const stray = this.#ids.encode('stray', made.serial);
    switch (carrier) {
      case 'nothing':
        return [];
      case 'stray':
        return [hashScript(stray, random)];
      case 'raw':
        return [rawHashScript(stray)];
      case 'short':
        return [shortHashScript(stray)];
      case 'drive':
        return [driveScript(random)];
      case 'again':
        if (this.#latestMessage >= 0) return [hashScript(this.#messages.hashOf(this.#latestMessage), random)];
        return [];
      case 'message':
        return [hashScript(this.#announce(made, height), random)];
      case 'several':
        return [noteScript('thank you'), hashScript(this.#announce(made, height), random), hashScript(stray, random)];
    }
  }

  #announce(made: Transaction, height: number): string {
    made.message = this.#messages.announce({ serial: made.serial, isFree: false, height });
    this.#latestMessage = made.message;
    return this.#messages.hashOf(made.message);
  }
}

function output(address: string, valueSat: number): Output {
  return { address, valueSat, hex: payTo(address), spentBy: -1 };
}

function data(hex: string): Output {
  return { address: null, valueSat: 0, hex, spentBy: -1 };
}
