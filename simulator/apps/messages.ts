/** The text of app messages: single ones, filtered lists, and the whole dump as a stream of slices. */
import { mix, Random } from '../random.ts';
import { ownerOf } from './names.ts';
import { disguiseOf, isOldWord, toldValue, type Disguise } from './oddities.ts';
import type { Registry } from './registry.ts';
import type { Specs } from './specs.ts';
import { paidSat } from '../chain/transactions.ts';

const sliceLength = 1 << 16;

export class Messages {
  /** Share of messages that come as ones of a kind that nobody knows. */
  unknownShare = 0;
  readonly #registry: Registry;
  readonly #specs: Specs;
  readonly #strayTxid: (message: number) => string;

  constructor(registry: Registry, specs: Specs, strayTxid: (message: number) => string) {
    this.#registry = registry;
    this.#specs = specs;
    this.#strayTxid = strayTxid;
  }

  disguiseOf(message: number): Disguise {
    return disguiseOf(message, this.unknownShare);
  }

  /** A permanent message as the API serves it. */
  document(message: number): Record<string, unknown> {
    const registry = this.#registry;
    const height = registry.heightOf(message);
    const { txid, hash, valueSat } = this.payment(message);
    const isFirst = registry.isFirst(message);
    const isOld = isOldWord(message, height < 1_000_000);
    const type = `${isOld ? 'zel' : 'flux'}app${isFirst ? 'register' : 'update'}`;
    const value = registry.isPlain ? { valueSat } : toldValue(message, valueSat);
    const payment = { txid, height, ...value };
    const signed = { hash, timestamp: registry.timestampMs(message), signature: this.#specs.signature(message) };
    const disguise = this.disguiseOf(message);
    if (disguise === 'other shape')
      return { type: 'fluxappseal', version: 3, sealed: { v: 11 }, ...signed, ...payment };
    const isOf9 = registry.versionOf(message) === 9;
    const envelope = isOf9 ? { version: 2, contentHash: this.#strayTxid(message) } : { version: 1 };
    const appSpecifications = disguise === null ? this.#specs.of(message) : this.#laterVersion(message);
    return { type, ...envelope, appSpecifications, ...signed, ...payment };
  }

  /** Only what is common to all versions. */
  #laterVersion(message: number): Record<string, unknown> {
    const { name, owner, instances } = this.#specs.of(message);
    return { version: 10, name, owner, instances: instances ?? 3, workloads: { main: {} } };
  }

  /** The transaction that paid for a message. */
  payment(message: number): { txid: string; hash: string; height: number; valueSat: number } {
    const paid = this.#registry.transactionOf(message);
    const valueSat = paid === undefined ? new Random('value', message).between(1e6, 1e10) : paidSat(paid.vout);
    const txid = paid?.txid ?? this.#strayTxid(message);
    return { txid, hash: this.#registry.hashOf(message), height: this.#registry.heightOf(message), valueSat };
  }

  /** Announced but not yet in a block, or in a block whose message is late. */
  temporary(message: number): Record<string, unknown> {
    const { type, version, hash, timestamp, signature, ...rest } = this.document(message);
    const receivedMs = this.#registry.timestampMs(message) + 2_000;
    return {
      appSpecifications: rest['appSpecifications'],
      type,
      version,
      hash,
      timestamp,
      signature,
      receivedAt: new Date(receivedMs).toISOString(),
      expireAt: new Date(receivedMs + 3_600_000).toISOString(),
      arcaneSender: true
    };
  }

  byHash(hash: string, tip: number): number[] {
    const message = this.#registry.find(hash);
    return message === null || !this.#registry.isKnown(message, tip) ? [] : [message];
  }

  /** Exact, case-sensitive name. */
  byName(name: string, tip: number): number[] {
    const apps = this.#registry.named(name).filter((app) => app.name === name);
    return apps.flatMap(({ messages }) => messages).filter((message) => this.#registry.isKnown(message, tip));
  }

  byOwner(owner: string, tip: number): number[] {
    const owned = this.#registry.apps.filter((app) => ownerOf(app) === owner);
    return owned.flatMap(({ messages }) => messages).filter((message) => this.#registry.isKnown(message, tip));
  }

  /** The envelope with every known message, in slices of about 64 KB, in an order that is not quite that of heights. */
  *dump(tip: number): Generator<string> {
    let slice = '{"status":"success","data":[';
    let isFirst = true;
    for (let index = 0; index < this.#registry.count; index++) {
      const message = this.#scattered(index);
      if (!this.#registry.isKnown(message, tip)) continue;
      slice += (isFirst ? '' : ',') + JSON.stringify(this.document(message));
      isFirst = false;
      if (slice.length < sliceLength) continue;
      yield slice;
      slice = '';
    }
    yield `${slice}]}`;
  }

  /** A permutation within groups of 16. */
  #scattered(index: number): number {
    const group = index & ~15;
    if (group + 16 > this.#registry.count) return index;
    return group | ((index ^ mix(this.#registry.seed, group)) & 15);
  }
}
