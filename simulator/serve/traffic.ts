/**
 * Who asked for what, how often and how many at once: what a test reads to prove that a client is polite and asks for each
 * document once, and what refuses a client that is not.
 */
import { hashText, mix } from '../random.ts';

export const hostNames = [
  'api',
  'stats',
  'blockbook',
  'explorer',
  'coingecko',
  'binance',
  'cryptocompare',
  'mempool'
] as const;
export type HostName = (typeof hostNames)[number];

export interface Limits {
  /** Requests in any second; null = no limit. */
  perSecond: number | null;
  inFlight: number | null;
}

export interface HostReport {
  requests: number;
  inFlight: number;
  maxInFlight: number;
  maxPerSecond: number;
  violations: number;
  bytes: number;
  /** By first words of the path, parameters left out. */
  endpoints: Record<string, number>;
}

interface HostState extends HostReport {
  /** Arrivals of the last second, ms. */
  arrivals: number[];
  limits: Limits;
}

const noLimits: Limits = { perSecond: null, inFlight: null };
const rememberedUrls = 200_000;

export class Traffic {
  readonly #seed: number;
  #hosts = new Map<HostName, HostState>();
  #asked = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Counts an arrival; `isRefused` when it goes beyond the limits. Call `end` once the answer is out. */
  begin(host: HostName, request: { endpoint: string; url: string }): { isRefused: boolean; chance: number } {
    const state = this.#state(host);
    const now = performance.now();
    while (state.arrivals[0] !== undefined && state.arrivals[0] <= now - 1000) state.arrivals.shift();
    state.arrivals.push(now);
    state.requests++;
    state.inFlight++;
    state.maxInFlight = Math.max(state.maxInFlight, state.inFlight);
    state.maxPerSecond = Math.max(state.maxPerSecond, state.arrivals.length);
    state.endpoints[request.endpoint] = (state.endpoints[request.endpoint] ?? 0) + 1;
    const { perSecond, inFlight } = state.limits;
    const isRefused =
      (perSecond !== null && state.arrivals.length > perSecond) || (inFlight !== null && state.inFlight > inFlight);
    if (isRefused) state.violations++;
    return { isRefused, chance: this.#chance(request.url) };
  }

  end(host: HostName, bytes: number): void {
    const state = this.#state(host);
    state.inFlight--;
    state.bytes += bytes;
  }

  limit(hosts: readonly HostName[], limits: Partial<Limits>): void {
    for (const host of hosts) this.#state(host).limits = { ...noLimits, ...limits };
  }

  /** How often each document was asked for: full URLs with more than one request, and the count of all. */
  report(): { hosts: Partial<Record<HostName, HostReport>>; urls: number; repeated: Record<string, number> } {
    const hosts = Object.fromEntries(
      [...this.#hosts].map(([name, { arrivals: _arrivals, limits: _limits, ...report }]) => [name, report])
    );
    const repeated = Object.fromEntries([...this.#asked].filter(([, times]) => times > 1).slice(0, 1_000));
    return { hosts, urls: this.#asked.size, repeated };
  }

  asked(url: string): number {
    return this.#asked.get(url) ?? 0;
  }

  reset(): void {
    this.#asked.clear();
    for (const [name, { inFlight, limits }] of this.#hosts) {
      this.#hosts.set(name, { ...emptyState(), limits, inFlight, maxInFlight: inFlight });
    }
  }

  /** The same for the n-th request of a URL, whatever happens in between. */
  #chance(url: string): number {
    const times = (this.#asked.get(url) ?? 0) + 1;
    if (this.#asked.size >= rememberedUrls) this.#asked.clear();
    this.#asked.set(url, times);
    return mix(mix(this.#seed, hashText(url)), times);
  }

  #state(host: HostName): HostState {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const state = emptyState();
    this.#hosts.set(host, state);
    return state;
  }
}

function emptyState(): HostState {
  const counters = { requests: 0, inFlight: 0, maxInFlight: 0, maxPerSecond: 0, violations: 0, bytes: 0 };
  return { ...counters, endpoints: {}, arrivals: [], limits: noLimits };
}
