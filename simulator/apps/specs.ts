/**
 * Specifications in every version that the network ever had, as the API serves them. Environment, commands and contacts
 * hold texts that begin with `PRIVATE-`: they are what a careful client never stores.
 */
import { Random, Filler } from '../random.ts';
import type { Component } from './catalog.ts';
import { descriptionOf, ownerOf } from './names.ts';
import { identityOf, openMark } from './oddities.ts';
import type { App } from './app.ts';
import type { Registry } from './registry.ts';
import { sealed9, spec9 } from './specs-9.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const regions = [
  'acEU',
  'acEU_DE',
  'acNA_US_California',
  'a!cAS',
  'acEU_FI',
  'acNA',
  'a!cEU_RU',
  'acNA_US_North Carolina'
];
const firstRegions = ['aEU', 'bDE', 'aNA'];

export class Specs {
  readonly #registry: Registry;
  readonly #filler: Filler;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#filler = new Filler(registry.seed, base64);
  }

  /** The spec that a message sets, without the hash and height that only the current spec carries. */
  of(message: number): Record<string, unknown> {
    const app = this.#registry.appOf(message);
    const version = this.#registry.versionOf(message);
    const random = new Random(this.#registry.seed, 'spec', app.id);
    const head = { version, name: app.name, description: descriptionOf(app), owner: ownerOf(app) };
    if (version === 9) {
      const { ttl } = this.#registry.termOf(message) ?? { ttl: 0 };
      const top = { ...head, instances: app.instances, ttl };
      const isHidden = this.#registry.isEncrypted(message);
      return isHidden ? sealed9(top, app, this.#blob(message)) : spec9(top, app, random);
    }
    if (version < 4) return { ...head, ...this.#flat(app, version, random) };
    const isEncrypted = this.#registry.isEncrypted(message);
    return {
      ...head,
      compose: isEncrypted ? [] : app.product.components.map((part) => this.#component(part, version, random)),
      instances: app.instances,
      ...(version >= 5 && {
        contacts: isEncrypted ? [] : contacts(random),
        geolocation: random.chance(0.3) ? [random.pick(version === 5 ? firstRegions : regions)] : []
      }),
      ...(version >= 6 && { expire: this.#registry.lifetimeOf(message) ?? 0 }),
      ...(version >= 7 && { nodes: chosenNodes(random), staticip: random.chance(0.1) }),
      ...(version >= 8 && { enterprise: isEncrypted ? this.#blob(message) : this.#openMark(message) }),
      ...(version >= 8 && random.chance(0.05) && { datacenter: true })
    };
  }

  /** The current spec with the hash and height of the message that set it. */
  current(message: number): Record<string, unknown> {
    const hash = this.#registry.hashOf(message);
    const place = { hash, height: this.#registry.heightOf(message) };
    const term = this.#registry.termOf(message);
    if (term === null) return { ...this.of(message), ...place };
    const { registeredAt } = term;
    const identity = identityOf(this.#registry.appOf(message));
    return { ...this.of(message), ...place, registeredAt, uuid: this.#registry.hashOf(message), identity };
  }

  /** Images of a message's spec; none when it is encrypted. */
  imagesOf(message: number): string[] {
    if (this.#registry.isEncrypted(message)) return [];
    return this.#registry.appOf(message).product.components.map(({ repotag }) => repotag);
  }

  /** Owners of other chains sign in hex. */
  signature(message: number): string {
    const isHex = ownerOf(this.#registry.appOf(message)).startsWith('0x');
    if (isHex) return `0x${new Random('signature', message).hex(130)}`;
    return `${this.#filler.slice(message * 131, 87)}=`;
  }

  #openMark(message: number): string | false {
    return this.#registry.isPlain ? '' : openMark(message, this.#registry.heightOf(message));
  }

  #blob(message: number): string {
    return this.#filler.slice(message * 977, 1_000 + ((message * 2_654_435) % 1_400));
  }

  #flat(app: App, version: number, random: Random): Record<string, unknown> {
    const part = app.product.components[0];
    const { repotag = '', cpu = 0.1, ramMb = 100, hddGb = 1 } = part ?? {};
    const port = random.between(31_000, 39_000);
    const ports =
      version === 1 ? { port, containerPort: 80 } : { ports: [`${port}`], containerPorts: ['80'], domains: [''] };
    return {
      repotag,
      ...ports,
      enviromentParameters: [`KEY=PRIVATE-${random.hex(12)}`],
      commands: [],
      containerData: '/data',
      cpu,
      ram: ramMb,
      hdd: hddGb,
      tiered: false,
      ...(version === 3 && { instances: app.instances })
    };
  }

  #component(part: Component, version: number, random: Random): Record<string, unknown> {
    return {
      name: part.name,
      description: random.chance(0.5) ? '' : `${part.name} of the app`,
      repotag: part.repotag,
      ports: [random.between(31_000, 39_000)],
      domains: [''],
      environmentParameters: environment(random),
      commands: random.chance(0.2) ? ['--secret', `PRIVATE-${random.hex(16)}`] : random.chance(0.1) ? [''] : [],
      containerPorts: [part.port],
      containerData: part.data,
      cpu: part.cpu,
      ram: part.ramMb,
      hdd: part.hddGb,
      ...(version < 8 && { tiered: false }),
      ...(version === 7 && { secrets: random.chance(0.2) ? this.#filler.slice(random.word(), 600) : '' }),
      ...(version >= 7 && { repoauth: '' })
    };
  }
}

function contacts(random: Random): string[] {
  return random.chance(0.1) ? [''] : [`PRIVATE-${random.hex(6)}@example.org`];
}

/** An address, one with its port, or the output that is a node's collateral. */
function chosenNodes(random: Random): string[] {
  return random.chance(0.06) ? [random.pick(['65.109.10.20', '65.109.10.20:16137', `${random.hex(64)}:0`])] : [];
}

function environment(random: Random): string[] {
  return Array.from({ length: random.between(1, 7) }, () => {
    const isSecret = random.chance(0.6);
    return isSecret
      ? `TOKEN_${random.hex(4)}=PRIVATE-${random.hex(24)}`
      : `PLAYERS_MAX_COUNT_SETTING=${random.below(64)}`;
  });
}
