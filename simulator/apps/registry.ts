/**
 * Apps and the messages that registered and updated them.
 *
 * A message is a few numbers (its app, the transaction that paid for it, its height); its text is made when somebody asks
 * (messages.ts). Messages paid to other addresses, most of them from before the tracked address, have no transaction
 * here. Some messages reach the network only some blocks after their payment.
 */
import type { MessageSource } from '../chain/factory.ts';
import type { Ids } from '../chain/ids.ts';
import { dueTime } from '../chain/time.ts';
import { paidSat, type Transaction } from '../chain/transactions.ts';
import { at, mix, Random } from '../random.ts';
import type { App } from './app.ts';
import { endHeight, firstHeightOf9, newestVersion } from './life.ts';
import { nameOf } from './names.ts';

interface MessageRow {
  app: number;
  /** Transaction that paid for it, -1 when that one is not on the tracked address. */
  serial: number;
  isFree: boolean;
  /** Where it was announced for; a transaction that is on the chain knows better. */
  height: number;
  /** `expire` where it was decided when the message was made, -1 where it follows from the message's number. */
  lifetime: number;
}

const SECONDS_PER_BLOCK = 30;
/** 0.01 FLUX (facts 9.1); before height 1,004,000 it was more. */
const leastSat = 1_000_000;

export class Registry implements MessageSource {
  readonly seed: number;
  /** As before July 2025 (options.ts). */
  readonly isPlain: boolean;
  readonly apps: App[] = [];
  readonly #ids: Ids;
  readonly #rows: MessageRow[] = [];
  readonly #byName = new Map<string, App[]>();
  readonly #recordedHashes = new Map<string, number>();
  #transactionOf: (serial: number) => Transaction | undefined = () => undefined;
  /** Chooses the app of a message announced after the history; set once the history is settled. */
  #chooseApp: ((message: number, isFree: boolean) => App) | null = null;

  constructor(seed: number, ids: Ids, isPlain: boolean) {
    this.seed = seed;
    this.isPlain = isPlain;
    this.#ids = ids;
  }

  connect(transactionOf: (serial: number) => Transaction | undefined): void {
    this.#transactionOf = transactionOf;
  }

  /** Ends the history: the newest message of each app keeps the lifetime that was chosen for it, whatever follows. */
  settle(chooseApp: (message: number, isFree: boolean) => App): void {
    for (const { messages, lifetime } of this.apps) {
      const newest = messages.at(-1);
      if (newest !== undefined) this.row(newest).lifetime = lifetime;
    }
    this.#chooseApp = chooseApp;
  }

  get count(): number {
    return this.#rows.length;
  }

  announce({ serial, isFree, height }: { serial: number; isFree: boolean; height: number }): number {
    const message = this.#rows.push({ app: -1, serial, isFree, height, lifetime: -1 }) - 1;
    if (this.#chooseApp !== null) this.give(message, this.#chooseApp(message, isFree));
    return message;
  }

  /** A message whose payment went elsewhere. */
  announceUntracked(app: App, height: number): number {
    const message = this.#rows.push({ app: -1, serial: -1, isFree: false, height, lifetime: -1 }) - 1;
    this.give(message, app);
    return message;
  }

  /** Makes the message the newest one of an app; the first one names it. */
  give(message: number, app: App): void {
    this.row(message).app = app.id;
    if (this.#chooseApp !== null) this.row(message).lifetime = app.lifetime;
    app.messages.push(message);
    if (app.name === '') app.name = nameOf(app, this.timestampMs(message));
    if (app.messages.length > 1) return;
    const key = app.name.toLowerCase();
    this.#byName.set(key, [...(this.#byName.get(key) ?? []), app]);
  }

  add(app: Omit<App, 'id' | 'name' | 'messages'> & { name?: string }): App {
    const made = { name: '', ...app, id: this.apps.length, messages: [] };
    this.apps.push(made);
    return made;
  }

  /** All apps whose name differs at most in case. */
  named(name: string): App[] {
    return this.#byName.get(name.toLowerCase()) ?? [];
  }

  row(message: number): MessageRow {
    return at(this.#rows, message);
  }

  appOf(message: number): App {
    return at(this.apps, this.row(message).app);
  }

  transactionOf(message: number): Transaction | undefined {
    const { serial } = this.row(message);
    return serial < 0 ? undefined : this.#transactionOf(serial);
  }

  heightOf(message: number): number {
    const paid = this.transactionOf(message);
    return paid === undefined || paid.state === 'pending' ? this.row(message).height : paid.height;
  }

  /** Signed before it was paid: wherever its payment stands in the end, this stays. */
  timestampMs(message: number): number {
    const random = new Random(this.seed, 'signed', message);
    return (dueTime(this.row(message).height) - random.between(100, 236)) * 1000 + random.below(1000);
  }

  isFirst(message: number): boolean {
    return this.appOf(message).messages[0] === message;
  }

  /** Keeps a hash of the real chain for a message. */
  record(hash: string, message: number): void {
    this.#recordedHashes.set(hash, message);
  }

  hashOf(message: number): string {
    for (const [hash, recorded] of this.#recordedHashes) if (recorded === message) return hash;
    return this.#ids.encode('message', message);
  }

  /** The message of a hash, whether or not the network knows it yet; null for a hash that is none. */
  find(hash: string): number | null {
    const message = this.#recordedHashes.get(hash) ?? this.#ids.decode('message', hash);
    return message === null || message >= this.#rows.length ? null : message;
  }

  /** Blocks between the payment and the moment the network knows the message. */
  delay(message: number): number {
    const chance = mix(mix(this.seed, 0xde1a), message) % 1000;
    return chance < 30 ? 4 + (chance % 17) : 0;
  }

  isKnown(message: number, tip: number): boolean {
    const paid = this.transactionOf(message);
    if (paid === undefined) return this.row(message).height <= tip;
    if (paid.state === 'pending') return false;
    return paid.height + this.delay(message) <= tip;
  }

  /** The message that sets the app's spec at this tip, or null when it has none or has expired. */
  currentMessage(app: App, tip: number): number | null {
    if (!app.isLive) return null;
    const message = app.messages.findLast((candidate) => this.isKnown(candidate, tip) && this.#isPaid(candidate));
    if (message === undefined) return null;
    const scanned = tip - (tip % 8);
    return endHeight(this.heightOf(message), this.lifetimeOf(message)) < scanned ? null : message;
  }

  /** Whether the payment is what the network asks for at least; of one that went elsewhere it is taken for granted. */
  #isPaid(message: number): boolean {
    const paid = this.transactionOf(message);
    if (paid === undefined || this.row(message).isFree) return true;
    return paidSat(paid.vout) >= leastSat;
  }

  /** Spec version: the app's own, or what the network accepted when the message was paid. */
  versionOf(message: number): number {
    const height = this.heightOf(message);
    const { version } = this.appOf(message);
    if (version === 9 && height >= firstHeightOf9 && !this.isPlain) return version;
    return Math.min(version, newestVersion(height));
  }

  isEncrypted(message: number): boolean {
    return this.appOf(message).isEncrypted && this.versionOf(message) >= 8;
  }

  /** Of a version 9: when it was registered and for how many seconds; null for all others. */
  termOf(message: number): { registeredAt: number; ttl: number } | null {
    if (this.versionOf(message) !== 9) return null;
    const blocks = this.lifetimeOf(message) ?? 0;
    return { registeredAt: dueTime(this.heightOf(message)), ttl: blocks * SECONDS_PER_BLOCK };
  }

  /** `expire` of the message's spec; null where its version has none. */
  lifetimeOf(message: number): number | null {
    if (this.versionOf(message) < 6) return null;
    const { lifetime } = this.row(message);
    if (lifetime > 0 || (lifetime === 0 && this.versionOf(message) < 9)) return lifetime;
    const chance = mix(mix(this.seed, 0x11fe), message) % 100;
    if (chance < 3 && this.versionOf(message) < 9) return [0, 1, 100][chance] ?? 0;
    return chance < 60 ? 88_000 : chance < 90 ? 264_000 : 20_160;
  }
}
