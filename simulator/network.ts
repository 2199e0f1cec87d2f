/**
 * The simulated network: chain, apps and messages together, from its history to the blocks that follow.
 *
 * The transactions of the next block are made as soon as the tip is known, so that they can be seen in the mempool first.
 */
import { assignHistory } from './apps/assignment.ts';
import { Messages } from './apps/messages.ts';
import { Registry } from './apps/registry.ts';
import { Specs } from './apps/specs.ts';
import { tracked } from './chain/addresses.ts';
import { Chain } from './chain/chain.ts';
import { TransactionFactory } from './chain/factory.ts';
import { planHistory, type Occasion } from './chain/history.ts';
import { Ids } from './chain/ids.ts';
import { recordedHash, recordedHeight, recordedPayment } from './chain/recorded.ts';
import { heightAt } from './chain/time.ts';
import type { Transaction } from './chain/transactions.ts';
import { Wallet } from './chain/wallet.ts';
import { hashText, Random } from './random.ts';
import type { Settings } from './options.ts';

export class Network {
  readonly chain: Chain;
  readonly registry: Registry;
  readonly specs: Specs;
  readonly messages: Messages;
  readonly seed: number;
  readonly #settings: Settings;
  readonly #wallet = new Wallet();
  readonly #factory: TransactionFactory;
  /** What the next block will hold. */
  #pending: Transaction[] = [];

  constructor(settings: Settings) {
    this.#settings = settings;
    this.seed = hashText(`seed ${settings.seed}`);
    const ids = new Ids(this.seed);
    this.chain = new Chain({ seed: this.seed, ids, tip: heightAt(settings.now) });
    this.registry = new Registry(this.seed, ids, settings.isPlain);
    this.registry.connect((serial) => this.chain.transaction(serial));
    this.specs = new Specs(this.registry);
    this.messages = new Messages(this.registry, this.specs, (message) => ids.encode('stray', 0x40000000 + message));
    this.#factory = new TransactionFactory({ seed: this.seed, ids, wallet: this.#wallet, messages: this.registry });
    this.#buildHistory();
    this.#planNext();
  }

  /** Transactions seen but not in a block; a coinbase is never among them. */
  mempool(): Transaction[] {
    return this.#pending.filter(({ payer }) => payer !== 'coinbase');
  }

  /** The message behind each specification alive at the tip. */
  currentMessages(): number[] {
    const { tip } = this.chain;
    const current = this.registry.apps.map((app) => this.registry.currentMessage(app, tip));
    return current.filter((message) => message !== null);
  }

  /** Messages announced for the mempool, and those of recent blocks that the network may not know yet. */
  unknownMessages(): number[] {
    const { tip } = this.chain;
    const recent = this.chain.touching(tracked, tip - 60, tip);
    return [...this.mempool(), ...recent].map(({ message }) => message).filter((message) => message >= 0);
  }

  mine(count = 1): void {
    for (let block = 0; block < count; block++) {
      this.chain.tip++;
      this.lay(this.chain.tip, this.#pending);
      this.#pending = [];
      this.#planNext();
    }
  }

  /** Plants transactions of every kind into the next block; answers their txids. */
  plant(count: number): string[] {
    const random = new Random(this.seed, 'plant', this.chain.nextSerial);
    const planted = Array.from({ length: count }, () => {
      const share = random.unit();
      return this.#make(share < 0.8 ? 'varied' : share < 0.95 ? 'free' : 'own', this.chain.tip + 1);
    });
    this.#pending.push(...planted);
    return planted.map(({ txid }) => txid);
  }

  /** A new payment that no block holds yet. */
  makePayment(): Transaction {
    return this.#make('payment', this.chain.tip + 1);
  }

  /** Takes a transaction of a replaced block back into the mempool. */
  postpone(transaction: Transaction): void {
    transaction.state = 'pending';
    this.#pending.push(transaction);
  }

  drop(transaction: Transaction): void {
    transaction.state = 'dropped';
    this.#wallet.forget(transaction);
  }

  /**
   * Puts the transactions of one block on the chain: at most one coinbase, and that one first. Only those that were on no
   * chain before (`state` pending) are new to the wallet.
   */
  lay(height: number, transactions: Transaction[]): void {
    const coinbases = transactions.filter(({ payer }) => payer === 'coinbase');
    for (const further of coinbases.slice(1)) further.payer = 'shielded';
    const ordered = [...coinbases.slice(0, 1), ...transactions.filter((one) => one !== coinbases[0])];
    for (const transaction of ordered) {
      const isNew = transaction.height === 0;
      this.chain.append(transaction, height);
      if (isNew) this.#wallet.receive(transaction);
    }
  }

  #buildHistory(): void {
    const { payments, otherTransactions: others, apps, messages } = this.#settings;
    const { tip } = this.chain;
    const occasions = planHistory({ seed: this.seed, tip, payments, others, free: recordedHeight });
    const layRecorded = () => this.lay(recordedHeight, [this.#makeRecorded()]);
    let isRecorded = tip < recordedHeight;
    for (let index = 0; index < occasions.length;) {
      const height = occasions[index]?.height ?? 0;
      if (!isRecorded && height > recordedHeight) layRecorded();
      isRecorded ||= height > recordedHeight;
      const block: Transaction[] = [];
      for (let next = occasions[index]; next?.height === height; next = occasions[++index]) {
        block.push(this.#make(next.kind, height));
      }
      this.lay(height, block);
    }
    if (!isRecorded) layRecorded();
    assignHistory(this.registry, { tip, apps, messages });
  }

  /** Stands alone in its block: the history leaves that height free. */
  #makeRecorded(): Transaction {
    const serial = this.chain.nextSerial;
    const previousTxid = this.chain.ids.encode('previous', serial * 4);
    const message = this.registry.announce({ serial, isFree: false, height: recordedHeight });
    this.registry.record(recordedHash, message);
    const payment = recordedPayment(serial, { message, previousTxid });
    this.chain.registerRecorded(payment);
    return payment;
  }

  #planNext(): void {
    const height = this.chain.tip + 1;
    const random = new Random(this.seed, 'block', height);
    const rate = this.#settings.paymentsPerBlock;
    const count = (mean: number) => Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0);
    for (let left = count(rate); left > 0; left--) this.#pending.push(this.#make('payment', height));
    for (let left = count(rate * 0.45); left > 0; left--) this.#pending.push(this.#make('free', height));
    if (random.chance(rate * 0.025)) this.#pending.push(this.#make('own', height));
  }

  #make(kind: Occasion['kind'] | 'varied', height: number): Transaction {
    const made = this.#draw(kind, this.chain.nextSerial, height);
    this.chain.register(made);
    return made;
  }

  #draw(kind: Occasion['kind'] | 'varied', serial: number, height: number): Transaction {
    switch (kind) {
      case 'payment':
        return this.#factory.payment(serial, height);
      case 'varied':
        return this.#factory.payment(serial, height, 'varied');
      case 'own':
        return this.#factory.ownSpend(serial, height) ?? this.#factory.freeUpdate(serial, height);
      case 'free':
        return this.#factory.freeUpdate(serial, height);
    }
  }
}
