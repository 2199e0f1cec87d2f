/**
 * Which instance of which app runs on which node. Each instance has an order of its own in which it prefers nodes and takes
 * the first that is there and has room, older apps first, so that a node that leaves moves hardly more than its own
 * instances and a new app moves nobody's.
 */
import type { Component } from '../apps/catalog.ts';
import { identityOf, kind9Of } from '../apps/oddities.ts';
import type { App } from '../apps/app.ts';
import type { Network } from '../network.ts';
import { at, mix } from '../random.ts';
import type { FluxNode, Nodes } from './nodes.ts';

export interface Instance {
  app: App;
  /** Message that sets its spec. */
  message: number;
  node: FluxNode;
  /** 0 is the primary: of an app with `g:` storage it alone runs its containers. */
  number: number;
  /** Its own name, where several may share a node. */
  replica: string | null;
  /** What stands for the app's name in the names of its containers. */
  calledAs: string;
  /** Its app's life has ended, nobody has stopped it yet. */
  isOverdue: boolean;
}

const missingShare = 8;

export class Placement {
  readonly #network: Network;
  readonly #nodes: Nodes;
  #last: { key: string; instances: Instance[] } | null = null;

  constructor(network: Network, nodes: Nodes) {
    this.#network = network;
    this.#nodes = nodes;
  }

  /** All instances at the tip. */
  instances(): Instance[] {
    const { chain } = this.#network;
    const key = chain.blockHash(chain.tip);
    if (this.#last?.key !== key) this.#last = { key, instances: this.#place(chain.tip) };
    return this.#last.instances;
  }

  #place(tip: number): Instance[] {
    const isHere = new Set(this.#nodes.present(tip).filter(({ ip }) => ip !== ''));
    const locked = new Map<FluxNode, Locked>();
    const { registry } = this.#network;
    const current = this.#network.currentMessages().map((message) => ({ message, isOverdue: false }));
    const overdue = this.#overdue().map((message) => ({ message, isOverdue: true }));
    return [...current, ...overdue].flatMap(({ message, isOverdue }) => {
      const app = registry.appOf(message);
      const used = new Set<FluxNode>();
      const isFree = (node: FluxNode) => isHere.has(node) && !used.has(node) && hasRoom(node, app, locked.get(node));
      const wanted = isOverdue ? 1 : app.instances;
      const kind = registry.versionOf(message) === 9 ? kind9Of(app.id) : null;
      const chosen: FluxNode[] = [];
      const beside = (node: FluxNode | undefined) =>
        kind?.hasReplicas && chosen.length % 2 === 1 && node && hasRoom(node, app, locked.get(node)) ? node : null;
      for (let number = 0; number < wanted; number++) {
        const isMissing = number > 0 && mix(mix(app.id, number), 0x9a9) % 100 < missingShare;
        const node = isMissing ? null : (beside(chosen.at(-1)) ?? this.#choose(app, number, isFree));
        if (node === null) continue;
        chosen.push(node);
        used.add(node);
        locked.set(node, plus(locked.get(node), app));
      }
      const calledAs = kind?.isByIdentity ? identityOf(app) : app.name;
      return chosen.map((node, number) => {
        const replica = kind?.hasReplicas ? `r${number + 1}` : null;
        return { app, message, node, number, replica, calledAs, isOverdue };
      });
    });
  }

  #choose(app: App, number: number, isFree: (node: FluxNode) => boolean): FluxNode | null {
    for (let attempt = 0; attempt < 60; attempt++) {
      const start = mix(mix(this.#network.seed, app.id), number * 64 + attempt);
      const node = at(this.#nodes.all, start % this.#nodes.all.length);
      if (isFree(node)) return node;
    }
    return null;
  }

  /** Newest messages of some apps that ended lately. */
  #overdue(): number[] {
    const { registry } = this.#network;
    const ended = registry.apps.filter(({ isLive, messages }) => !isLive && messages.length > 0).slice(-600);
    return ended.filter(({ id }) => mix(id, 0x0fd) % 30 === 0).map(({ messages }) => at(messages, messages.length - 1));
  }
}

interface Locked {
  cpu: number;
  ramMb: number;
  hddGb: number;
}

function plus(locked: Locked | undefined, { product }: App): Locked {
  const sum = { cpu: 0, ramMb: 0, hddGb: 0, ...locked };
  for (const { cpu, ramMb, hddGb } of product.components) {
    sum.cpu += cpu;
    sum.ramMb += ramMb;
    sum.hddGb += hddGb + 12;
  }
  return sum;
}

/** A core, 2 GB and 60 GB of every node are its own. */
function hasRoom({ hardware }: FluxNode, app: App, locked: Locked | undefined): boolean {
  const { cpu, ramMb, hddGb } = plus(locked, app);
  const hasMemory = ramMb <= (hardware.ramGb - 2) * 1_000;
  return hasMemory && cpu <= hardware.cores - 1 && hddGb <= hardware.ssdGb + hardware.hddGb - 60;
}

/** Components of one instance that run on its node. */
export function running({ app, number }: Pick<Instance, 'app' | 'number'>): Component[] {
  const isStandby = number > 0 && app.product.components.some(({ data }) => data.startsWith('g:'));
  return isStandby ? [] : app.product.components;
}

/** Container names of one instance on its node, as Docker lists them. */
export function containersOf(instance: Pick<Instance, 'app' | 'number' | 'replica' | 'calledAs'>): string[] {
  const { replica, calledAs } = instance;
  const end = replica === null ? calledAs : `${calledAs}_${replica}`;
  return running(instance).map(({ name }) => `/${prefixed(name === '' ? end : `${name}_${end}`)}`);
}

/** Names get the prefix `flux`, a few old ones `zel`, and those that begin with either none at all. */
function prefixed(id: string): string {
  if (/^(flux|zel)/.test(id)) return id;
  return ['KadenaChainWebNode', 'FoldingAtHomeB'].includes(id) ? `zel${id}` : `flux${id}`;
}
