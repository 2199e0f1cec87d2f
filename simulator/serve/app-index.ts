/** `/apps/*` of the API host: specifications, messages, locations. */
import type { App } from '../apps/app.ts';
import { ownerOf } from '../apps/names.ts';
import type { Census } from '../census/census.ts';
import type { Clock } from '../clock.ts';
import type { Shape } from '../control/shape.ts';
import type { Network } from '../network.ts';
import { deploymentInformation, usdPrices } from './deployment.ts';
import { Documents } from './documents.ts';
import { EnvelopeError, notFound, parameter, success, type Ask, type Reply } from './messages.ts';

export class AppIndex {
  readonly #network: Network;
  readonly #census: Census;
  readonly #clock: Clock;
  readonly #shape: Shape;
  readonly #documents = new Documents(8_000_000);

  constructor(network: Network, parts: { census: Census; clock: Clock; shape: Shape }) {
    this.#network = network;
    this.#census = parts.census;
    this.#clock = parts.clock;
    this.#shape = parts.shape;
  }

  answer(ask: Ask): Reply {
    switch (ask.segments[0] ?? '') {
      case 'permanentmessages':
        return this.#permanent(ask);
      case 'temporarymessages':
        return this.#temporary(ask);
      case 'globalappsspecifications':
        return this.#specifications(ask);
      case 'appspecifications':
        if (parameter(ask, 2, 'decrypt') === 'true') throw new EnvelopeError('Unauthorized. Access denied.', 401);
        return this.#specification(parameter(ask, 1, 'appname'));
      case 'appowner':
        return success(ownerOf(this.#app(parameter(ask, 1, 'appname'))));
      case 'locations':
        return this.#locations();
      case 'location':
        return this.#location(parameter(ask, 1, 'appname'));
      case 'installinglocations':
      case 'installingerrorslocations':
        return success([]);
      case 'deploymentinformation':
        return success(deploymentInformation);
      case 'getappspecsusdprice':
        return success(usdPrices);
      case 'hashes':
        return { status: 200, body: () => this.#hashes() };
      case 'latestspecificationversion':
        return success(8);
      default:
        return notFound(ask.path);
    }
  }

  #permanent(ask: Ask): Reply {
    const { messages, chain } = this.#network;
    const [hash, owner, name] = filters(ask);
    const { tip } = chain;
    if (hash === undefined && owner === undefined && name === undefined) {
      return { status: 200, body: () => messages.dump(tip) };
    }
    const lists = [
      ...(hash === undefined ? [] : [messages.byHash(hash, tip)]),
      ...(owner === undefined ? [] : [messages.byOwner(owner, tip)]),
      ...(name === undefined ? [] : [messages.byName(name, tip)])
    ];
    const [first = [], ...others] = lists;
    const found = first.filter((message) => others.every((list) => list.includes(message)));
    return success(found.map((message) => messages.document(message)));
  }

  #temporary(ask: Ask): Reply {
    const { messages, chain, registry } = this.#network;
    const waiting = this.#network.unknownMessages().filter((message) => !registry.isKnown(message, chain.tip));
    const [hash] = filters(ask);
    const found = waiting.filter((message) => hash === undefined || registry.hashOf(message) === hash);
    return success(found.map((message) => messages.temporary(message)));
  }

  #specifications(ask: Ask): Reply {
    const [hash, owner, name] = filters(ask);
    const { specs } = this.#network;
    const all = this.#network.currentMessages();
    if (hash === undefined && owner === undefined && name === undefined) {
      const rows = () => all.map((message) => specs.current(message));
      const write = () => JSON.stringify(this.#shape.rows('specifications', rows()));
      return this.#documents.get(`specs ${this.#version()}`, write);
    }
    const isWanted = (message: number) => {
      const app = this.#network.registry.appOf(message);
      const hasHash = hash === undefined || this.#network.registry.hashOf(message) === hash;
      return hasHash && (owner === undefined || ownerOf(app) === owner) && (name === undefined || app.name === name);
    };
    return success(all.filter(isWanted).map((message) => specs.current(message)));
  }

  #specification(name: string | undefined): Reply {
    const { registry, specs, chain } = this.#network;
    const message = registry.currentMessage(this.#app(name), chain.tip);
    if (message === null) throw new EnvelopeError(`Application: ${String(name)} not found`);
    return success(specs.current(message));
  }

  /** Refreshed every 30 seconds. */
  #locations(): Reply {
    const key = `locations ${Math.floor(this.#clock.now() / 30)} ${this.#version()}`;
    return this.#documents.get(key, () => JSON.stringify(this.#shape.rows('locations', this.#census.locations())));
  }

  /** Another text whenever the documents may differ. */
  #version(): string {
    const { chain } = this.#network;
    return `${chain.blockHash(chain.tip)} ${this.#shape.revision}`;
  }

  #location(name: string | undefined): Reply {
    if (name === undefined) throw new EnvelopeError('No Flux App name specified');
    return success(this.#census.locations(name));
  }

  /** Every payment that carried a hash, with whether its message is known. */
  *#hashes(): Generator<string> {
    const { registry, messages, chain } = this.#network;
    let slice = '{"status":"success","data":[';
    for (let message = 0; message < registry.count; message++) {
      const { txid, hash, height, valueSat: value } = messages.payment(message);
      const isKnown = registry.isKnown(message, chain.tip);
      slice += JSON.stringify({ txid, hash, height, value, message: isKnown, messageNotFound: !isKnown });
      if (message < registry.count - 1) slice += ',';
      if (slice.length < 1 << 16) continue;
      yield slice;
      slice = '';
    }
    yield `${slice}]}`;
  }

  /** The living app of this name in any case. */
  #app(name: string | undefined): App {
    const { registry, chain } = this.#network;
    const app = registry.named(name ?? '').find((one) => registry.currentMessage(one, chain.tip) !== null);
    if (app === undefined) throw new EnvelopeError(`Application: ${String(name)} not found`);
    return app;
  }
}

/** hash, owner and appname, by place or by name. */
function filters(ask: Ask): (string | undefined)[] {
  return [parameter(ask, 1, 'hash'), parameter(ask, 2, 'owner'), parameter(ask, 3, 'appname')];
}
