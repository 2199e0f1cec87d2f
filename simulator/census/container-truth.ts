/**
 * What the containers of a round are, known from where instances were placed and what they were made of: no name is taken
 * apart here. An image is known to the network as long as its app has a readable specification at the tip.
 */
import type { Component } from '../apps/catalog.ts';
import type { App } from '../apps/app.ts';
import type { Network } from '../network.ts';
import type { Census } from './census.ts';
import { straysOf } from './fluxinfo.ts';
import { running } from './placement.ts';

export interface ContainerTruth {
  apps: { total: number; watchtower: number; git: number; docker: number; resolved: number };
  /** Containers by slug of the product. */
  gaming: { total: number; products: Record<string, number> };
  crypto: { total: number; products: Record<string, number> };
  wordpress: { total: number; products: Record<string, number> };
  /** Helpers left out; `categoryCount` leaves out those of apps whose name tells a game. */
  images: Record<string, { instances: number; categoryCount: number }>;
  /** Containers of apps whose name tells a game, by slug. */
  named: Record<string, number>;
}

export function tellContainers(network: Network, census: Census): ContainerTruth {
  const isReadable = readability(network);
  const { registry } = network;
  const { tip } = network.chain;
  const truth: ContainerTruth = {
    apps: { total: 0, watchtower: 0, git: 0, docker: 0, resolved: 0 },
    gaming: { total: 0, products: {} },
    crypto: { total: 0, products: {} },
    wordpress: { total: 0, products: {} },
    images: {},
    named: {}
  };
  const { nodes, instancesOn } = census.round();
  for (const node of nodes.filter(({ isReachable }) => isReachable)) {
    const strays = straysOf(node);
    const watchtowers = strays.filter((name) => name === '/flux_watchtower').length;
    truth.apps.watchtower += watchtowers;
    truth.apps.total += strays.length - watchtowers;
    for (const instance of instancesOn.get(node) ?? []) {
      const { app } = instance;
      // An identity tells nothing without the specification that has it.
      const isTold = instance.calledAs === app.name || registry.currentMessage(app, tip) !== null;
      for (const part of running(instance)) count(truth, part, { app, isReadable, isTold });
    }
  }
  truth.apps.docker = truth.apps.total - truth.apps.git;
  return truth;
}

function count(
  truth: ContainerTruth,
  part: Component,
  { app, isReadable, isTold }: { app: App; isReadable: (app: App) => boolean; isTold: boolean }
): void {
  if (part.name === 'watchtower') {
    truth.apps.watchtower++;
    return;
  }
  truth.apps.total++;
  const isResolved = isReadable(app);
  if (isResolved) truth.apps.resolved++;
  if (isResolved && part.isGit) truth.apps.git++;
  if (part.isHelper) return;
  const game = isTold ? app.product.game : null;
  if (game !== null) {
    truth.named[game] = (truth.named[game] ?? 0) + 1;
    add(truth.gaming, game);
  }
  if (!isResolved) return;
  const image = (truth.images[part.repotag] ??= { instances: 0, categoryCount: 0 });
  image.instances++;
  if (game !== null) return;
  image.categoryCount++;
  if (part.kind !== undefined) add(truth[part.kind.category], part.kind.slug);
}

function add(figure: ContainerTruth['gaming'], slug: string): void {
  figure.total++;
  figure.products[slug] = (figure.products[slug] ?? 0) + 1;
}

function readability({ registry, chain }: Network): (app: App) => boolean {
  const known = new Map<App, boolean>();
  return (app) => {
    let isReadable = known.get(app);
    if (isReadable === undefined) {
      const message = registry.currentMessage(app, chain.tip);
      isReadable = message !== null && !registry.isEncrypted(message);
      known.set(app, isReadable);
    }
    return isReadable;
  };
}
