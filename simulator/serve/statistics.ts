/**
 * The statistics service: one document per projection, made once per round. While it makes one, another cold request is told
 * to come back, with HTTP 200.
 */
import type { Census } from '../census/census.ts';
import { parseProjection } from '../census/projection.ts';
import type { Shape } from '../control/shape.ts';
import { usdPrices } from './deployment.ts';
import { Documents } from './documents.ts';
import { EnvelopeError, notFound, parameter, success, type Ask, type Reply } from './messages.ts';

const busyMs = 250;
const busy = 'Internal error. Try again later';

export class Statistics {
  readonly #census: Census;
  readonly #shape: Shape;
  readonly #documents = new Documents(20_000_000);
  #coldSince = -Infinity;

  constructor(census: Census, shape: Shape) {
    this.#census = census;
    this.#shape = shape;
  }

  answer(ask: Ask): Reply {
    const [name = '', second = ''] = ask.segments;
    switch (name) {
      case 'fluxinfo':
        return this.#document(`fluxinfo ${parameter(ask, 1, 'projection') ?? ''}`, () =>
          this.#fluxinfo(parameter(ask, 1, 'projection') ?? '')
        );
      case 'fluxhistorystats':
        return this.#document(name, () => JSON.stringify(this.#census.history()));
      case 'fluxversions':
        return this.#document(name, () => this.#fluxinfo('ip,daemon.info.version,flux.version'));
      case 'fluxlocations':
        return this.#document(name, () => JSON.stringify(this.#locations()));
      case 'availabletimes':
        return success(Object.keys(this.#census.history()).map(Number));
      case 'fluxlocation':
        return this.#location(second);
      case 'apps':
        return this.#apps(second, ask);
      case 'marketplace':
        return success([]);
      default:
        return notFound(ask.path);
    }
  }

  #apps(name: string, ask: Ask): Reply {
    if (name === 'multiplier') return success(8);
    return name === 'getappspecsusdprice' ? success(usdPrices) : notFound(ask.path);
  }

  #fluxinfo(projection: string): string {
    let paths: string[];
    try {
      paths = parseProjection(projection);
    } catch (error) {
      throw new EnvelopeError(error instanceof Error ? error.message : 'Path collision', 31249);
    }
    const rows = this.#shape.rows('fluxinfo', [...this.#census.fluxinfo(paths)]);
    return `[${rows.map((row) => JSON.stringify(row)).join(',')}]`;
  }

  #locations(): unknown[] {
    return [...this.#census.fluxinfo(['geolocation'])].map(({ geolocation }) => geolocation);
  }

  #location(ip: string): Reply {
    const found = this.#locations().find((one) => (one as { ip?: string } | null)?.ip === ip);
    if (found === undefined) throw new EnvelopeError('Location not found');
    return success(found);
  }

  #document(name: string, make: () => string): Reply {
    if (this.#shape.takeBusy()) throw new EnvelopeError(busy);
    const { time, tip } = this.#census.round();
    const key = `${name} ${time} ${tip} ${this.#shape.revision}`;
    if (!this.#documents.has(key)) {
      const isBusy = performance.now() - this.#coldSince < busyMs;
      this.#coldSince = isBusy ? -Infinity : performance.now();
      if (isBusy) throw new EnvelopeError(busy);
    }
    return this.#documents.get(key, make);
  }
}
