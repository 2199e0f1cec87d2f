/**
 * Faults on demand: which requests go wrong, and how. Whether one does depends on seed, URL and how often it was asked, so
 * that a failing run can be repeated.
 */
import { OptionError } from '../options.ts';
import { mix } from '../random.ts';

const sources = [
  'daemon',
  'apps',
  'stats',
  'blockbook',
  'explorer',
  'coingecko',
  'binance',
  'cryptocompare',
  'mempool'
] as const;
export type Source = (typeof sources)[number];

const faultKinds = [
  'status500',
  'status502html',
  'status429',
  'timeout',
  'reset',
  'truncated',
  'garbage',
  'errorEnvelope',
  'emptyData',
  'slow'
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultRequest {
  source?: Source | '*';
  /** Default: all of them. `down` is every request reset. */
  kinds?: (FaultKind | 'down')[];
  /** 0 .. 1, default 1; 0 ends the faults of this source and these endpoints. */
  rate?: number;
  /** Parts of the path; default: everything of the source. */
  endpoints?: string[];
}

interface Rule {
  source: Source | '*';
  kinds: FaultKind[];
  rate: number;
  endpoints: string[];
}

export class Faults {
  #rules: Rule[] = [];

  /** Replaces what was set for the same source and endpoints. Throws OptionError for what cannot be. */
  set({ source = '*', kinds = [...faultKinds], rate = 1, endpoints = [] }: FaultRequest): void {
    if (source !== '*' && !sources.includes(source)) throw new OptionError(`unknown source ${source}`);
    if (!(rate >= 0 && rate <= 1)) throw new OptionError('rate must be between 0 and 1');
    const unknown = kinds.find((kind) => kind !== 'down' && !faultKinds.includes(kind));
    if (unknown !== undefined) throw new OptionError(`unknown kind ${unknown}`);
    const isDown = kinds.includes('down');
    const known = kinds.filter((kind) => kind !== 'down');
    const rule = { source, kinds: isDown ? (['reset'] as FaultKind[]) : known, rate: isDown ? 1 : rate, endpoints };
    const isSame = (other: Rule) => other.source === source && other.endpoints.join() === endpoints.join();
    this.#rules = this.#rules.filter((other) => !isSame(other));
    if (rate > 0) this.#rules.push(rule);
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly Rule[] {
    return this.#rules;
  }

  decide(source: Source, path: string, chance: number): FaultKind | null {
    for (const [index, { source: wanted, kinds, rate, endpoints }] of this.#rules.entries()) {
      if (wanted !== '*' && wanted !== source) continue;
      if (endpoints.length > 0 && !endpoints.some((part) => path.includes(part))) continue;
      const draw = mix(chance, 0xfa17 + index);
      if (draw / 4294967296 < rate) return kinds[mix(draw, 1) % kinds.length] ?? null;
    }
    return null;
  }
}
