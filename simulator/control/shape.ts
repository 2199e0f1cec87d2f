/**
 * Documents that change their shape while every answer still says success: a list without rows, a field gone from most
 * rows, a tier of which there is nothing, a service that is busy. The network behind them stays as it is.
 */
import { tiers, type Tier } from '../census/nodes.ts';
import { OptionError } from '../options.ts';
import { mix } from '../random.ts';

const documentNames = ['fluxinfo', 'nodes', 'specifications', 'locations'] as const;
export type DocumentName = (typeof documentNames)[number];

export interface ShapeRequest {
  /** Documents that come as empty lists. */
  empty?: DocumentName[];
  /** Dotted path of a field that rows lose; within lists every object loses it. */
  drop?: string;
  /** Dotted path of a field that becomes the boolean false, likewise. */
  falsify?: string;
  /** Version that rows of specifications have, whatever they hold. */
  version?: number;
  /** Document whose rows are changed, and how many of them: by default 0.95 of fluxinfo. */
  from?: DocumentName;
  share?: number;
  /** Gone from the node count and from the node list. */
  tierAtZero?: Tier | 'ALL';
  /** Answers with the tier at zero, then it is back; default: all. */
  times?: number;
  /** So many of the next answers of the statistics service are its busy error. */
  busy?: number;
  /** Share of app messages that are of a kind that nobody knows. */
  unknownMessages?: number;
}

type Row = Record<string, unknown>;

export class Shape {
  #asked: ShapeRequest = {};
  #revision = 0;

  /** Replaces what was asked before. Throws OptionError for what cannot be. */
  set(request: ShapeRequest): void {
    const {
      empty = [],
      from = 'fluxinfo',
      share = 0.95,
      tierAtZero = 'ALL',
      times = 1,
      busy = 0,
      drop,
      falsify,
      version,
      unknownMessages = 0
    } = request;
    const unknown = [...empty, from].find((name) => !documentNames.includes(name));
    if (unknown !== undefined) throw new OptionError(`unknown document ${unknown}`);
    if (!(share >= 0 && share <= 1)) throw new OptionError('share must be between 0 and 1');
    if (!(unknownMessages >= 0 && unknownMessages <= 1))
      throw new OptionError('unknownMessages must be between 0 and 1');
    if (drop === '') throw new OptionError('drop must be a path');
    if (falsify === '') throw new OptionError('falsify must be a path');
    if (version !== undefined && !Number.isInteger(version)) throw new OptionError('version must be a whole number');
    if (tierAtZero !== 'ALL' && !tiers.includes(tierAtZero)) throw new OptionError(`unknown tier ${tierAtZero}`);
    if (!Number.isInteger(times) || times < 1) throw new OptionError('times must be at least 1');
    if (!Number.isInteger(busy) || busy < 0) throw new OptionError('busy must be a number of answers');
    this.#asked = { ...request };
    this.#revision++;
  }

  clear(): void {
    this.#asked = {};
    this.#revision++;
  }

  /** Another number whenever documents may look different: part of the name of what is kept. */
  get revision(): number {
    return this.#revision;
  }

  get unknownMessages(): number {
    return this.#asked.unknownMessages ?? 0;
  }

  rows(document: DocumentName, rows: readonly object[]): readonly object[] {
    const { empty = [], drop, falsify, version, from = 'fluxinfo', share = 0.95 } = this.#asked;
    if (empty.includes(document)) return [];
    if (from !== document) return rows;
    const change = (row: object): object => {
      const kept = drop === undefined ? row : (changed(row, drop.split('.'), undefined) as object);
      const told = falsify === undefined ? kept : (changed(kept, falsify.split('.'), false) as object);
      return version === undefined ? told : { ...told, version };
    };
    const isHit = (index: number) => mix(index, 0x5a9e) / 4294967296 < share;
    return rows.map((row, index) => (isHit(index) ? change(row) : row));
  }

  /** The tiers of which this answer tells nothing; called once for each answer. */
  takeTiersAtZero(): readonly Tier[] {
    const { tierAtZero, times } = this.#asked;
    if (tierAtZero === undefined || times === 0) return [];
    if (times !== undefined) this.#asked.times = times - 1;
    return tierAtZero === 'ALL' ? tiers : [tierAtZero];
  }

  /** Whether this answer is the busy error; called once for each answer. */
  takeBusy(): boolean {
    const { busy = 0 } = this.#asked;
    if (busy === 0) return false;
    this.#asked.busy = busy - 1;
    return true;
  }
}

/** undefined leaves the field out. */
function changed(value: unknown, [key = '', ...rest]: readonly string[], to: false | undefined): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => changed(one, [key, ...rest], to));
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  const { [key]: inner, ...others } = value as Row;
  if (rest.length > 0) return { ...others, [key]: changed(inner, rest, to) };
  return to === undefined ? others : { ...others, [key]: to };
}
