/**
 * What ran where and which nodes there were at the moments somebody asked to remember: an observer's memory is held against
 * it later. Kept under the network's clock; a second record of the same second replaces the first.
 */
import type { Clock } from '../clock.ts';
import type { Network } from '../network.ts';
import { OptionError } from '../options.ts';
import { endOfRow, type Census } from './census.ts';
import type { Tier } from './nodes.ts';

export interface PlacementRecord {
  /** Unix seconds. */
  at: number;
  tip: number;
  /** `app@ip:port` of every location that has not expired, sorted. */
  apps: string[];
  /** By collateral (`txid:output index`). */
  nodes: { collateral: string; tier: Lowercase<Tier>; paymentAddress: string }[];
}

export class PlacementLog {
  readonly #network: Network;
  readonly #census: Census;
  readonly #clock: Clock;
  readonly #records = new Map<number, PlacementRecord>();

  constructor(parts: { network: Network; census: Census; clock: Clock }) {
    this.#network = parts.network;
    this.#census = parts.census;
    this.#clock = parts.clock;
  }

  record(): PlacementRecord {
    const { tip } = this.#network.chain;
    const record = { at: this.#clock.now(), tip, apps: this.#apps(), nodes: this.#nodes(tip) };
    this.#records.set(record.at, record);
    return record;
  }

  /** Throws OptionError when nothing was recorded at this second. */
  at(time: number): PlacementRecord {
    const record = this.#records.get(time);
    if (record === undefined) throw new OptionError(`no placement recorded at ${time}`);
    return record;
  }

  #apps(): string[] {
    const now = this.#clock.now();
    const rows = this.#census.locations().filter((row) => endOfRow(row) > now);
    return rows.map(({ name, ip }) => `${name}@${ip}`).sort();
  }

  #nodes(tip: number): PlacementRecord['nodes'] {
    const nodes = this.#census.nodes.present(tip).map(({ collateralTxid, outputIndex, tier, paymentAddress }) => ({
      collateral: `${collateralTxid}:${outputIndex}`,
      tier: tier.toLowerCase() as Lowercase<Tier>,
      paymentAddress
    }));
    return nodes.sort((a, b) => (a.collateral < b.collateral ? -1 : 1));
  }
}
