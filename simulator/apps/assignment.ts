/**
 * Decides which app each message of the history belongs to, so that today's specifications are the newest messages of the
 * apps alive, in the real proportions of versions, and everything older has run out.
 */
import { firstHeight, forkHeight } from '../chain/time.ts';
import { at, Random, type Weighted } from '../random.ts';
import { flatProducts, kadenaNode, products } from './catalog.ts';
import { endHeight, newestVersion } from './life.ts';
import { twinOf } from './names.ts';
import { kind9Of } from './oddities.ts';
import type { App } from './app.ts';
import type { Registry } from './registry.ts';

const versionShares: Weighted<number> = [
  [2, 2],
  [3, 27],
  [4, 11],
  [5, 3],
  [6, 65],
  [7, 201],
  [9, 19],
  [8, 1_573]
];
const encryptedShare = 906 / 1_573;
const registrationShare = 0.45;
const recentApps = 300;
/** Versions 1 and 2 cannot ask for another number. */
const instancesOfOldest = 3;

const openInstances: Weighted<number> = [
  [1, 240],
  [2, 80],
  [3, 380],
  [5, 140],
  [9, 130],
  [16, 100],
  [40, 52],
  [100, 11]
];

/** What people hide is small: half of the apps, a quarter of the containers. */
const encryptedInstances: Weighted<number> = [
  [1, 500],
  [2, 60],
  [3, 320],
  [5, 20]
];

const lifetimes: Weighted<number> = [
  [88_000, 60],
  [264_000, 28],
  [20_160, 6],
  [1_056_000, 5],
  [0, 1]
];

/** At least so many of a version are alive in the smallest network: each way of version 9 once. */
const least: Record<number, number> = { 9: 4 };

const lifetimesOf9: Weighted<number> = [
  [88_000, 70],
  [200_000, 30]
];

/** Two apps alive are from before the fork; one of them ends within a day. Blocks left. */
const leftOfOldest = [1_500, 60_000];
const heightBeforeFork = 2_015_000;

/** Builds the apps of the history; afterwards the registry chooses apps for new messages itself. */
export function assignHistory(registry: Registry, plan: { tip: number; apps: number; messages: number }): void {
  new Assignment(registry, plan.tip).run(plan.apps, plan.messages);
}

class Assignment {
  readonly #registry: Registry;
  readonly #tip: number;
  readonly #random: Random;
  readonly #live: App[] = [];
  readonly #recent: App[] = [];
  #retired = 0;

  constructor(registry: Registry, tip: number) {
    this.#registry = registry;
    this.#tip = tip;
    this.#random = new Random(registry.seed, 'assignment');
  }

  run(apps: number, messages: number): void {
    const tracked = this.#registry.count;
    this.#fillOldYears(messages - tracked - Math.round(apps * 0.4));
    for (const version of versionList(apps)) this.#live.push(this.#makeLive(version));
    this.#makeTwins();
    this.#nameOldOnes();
    const reserved = this.#reserve(tracked);
    for (let message = 0; message < tracked; message++) this.#place(message, reserved.get(message));
    this.#shortenDead();
    this.#registry.settle((message, isFree) => this.#chooseNow(message, isFree));
  }

  /** Messages from before the tracked address; all of those apps are gone. */
  #fillOldYears(count: number): void {
    for (let index = 0; index < count; index++) {
      const height = 862_003 + Math.floor(((firstHeight - 862_003) * index) / count);
      const app = this.#random.chance(0.36) ? this.#register(height) : (this.#pickRecent() ?? this.#register(height));
      this.#registry.announceUntracked(app, height);
    }
  }

  /** Each app alive takes one recent message as its newest: one that still has some of its lifetime left. */
  #reserve(tracked: number): Map<number, App> {
    const taken = new Map<number, App>();
    const oldest = this.#live.filter(({ version }) => version === 7).slice(0, leftOfOldest.length);
    for (const app of this.#live) {
      const left = leftOfOldest[oldest.indexOf(app)];
      if (left !== undefined) app.lifetime = lifetimeAcrossFork(this.#tip + left);
      const span = endHeight(this.#tip, app.lifetime) - this.#tip;
      const age = Math.floor(span * this.#random.unit() ** 1.4 * 0.995);
      const target = left === undefined ? this.#tip - age : heightBeforeFork;
      const message = this.#freeMessageBefore(target, { tracked, taken, app });
      if (message === null) this.#registry.announceUntracked(app, target);
      else taken.set(message, app);
    }
    return taken;
  }

  #freeMessageBefore(target: number, search: { tracked: number; taken: Map<number, App>; app: App }): number | null {
    let low = 0;
    let high = search.tracked;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#registry.heightOf(middle) <= target) low = middle + 1;
      else high = middle;
    }
    for (let message = low - 1; message >= Math.max(0, low - 400); message--) {
      if (search.taken.has(message)) continue;
      const isAlive = endHeight(this.#registry.heightOf(message), search.app.lifetime) > this.#tip;
      return isAlive ? message : null;
    }
    return null;
  }

  #place(message: number, reservedFor: App | undefined): void {
    const height = this.#registry.heightOf(message);
    const { isFree } = this.#registry.row(message);
    if (reservedFor !== undefined) {
      const isUpdate = isFree || this.#random.chance(0.4);
      if (isUpdate && reservedFor.messages.length === 0) {
        this.#registry.announceUntracked(reservedFor, height - this.#random.between(1_000, 60_000));
      }
      this.#registry.give(message, reservedFor);
      return;
    }
    const isLatest = height > this.#tip - 200;
    const isNew = !isFree && !isLatest && this.#random.chance(registrationShare);
    const recent = isNew ? undefined : isLatest ? this.#random.pick(this.#live) : this.#pickRecent();
    this.#registry.give(message, recent ?? this.#register(height));
  }

  #register(height: number): App {
    const version = Math.max(1, newestVersion(height) - (this.#random.chance(0.1) ? 1 : 0));
    const app = this.#make(version, false);
    if (this.#recent.length < recentApps) this.#recent.push(app);
    else this.#recent[this.#retired++ % recentApps] = app;
    return app;
  }

  #pickRecent(): App | undefined {
    return this.#recent.length === 0 ? undefined : this.#random.pick(this.#recent);
  }

  #makeLive(version: number): App {
    return this.#make(version, true);
  }

  #make(version: number, isLive: boolean): App {
    const isHidden = this.#random.chance(encryptedShare);
    const isEncrypted = version === 9 ? kind9Of(this.#registry.apps.length).isEncrypted : version === 8 && isHidden;
    return this.#registry.add({
      version,
      isEncrypted,
      product: this.#random.weighted(version < 4 ? flatProducts : products),
      instances:
        version < 3 ? instancesOfOldest : this.#random.weighted(isEncrypted ? encryptedInstances : openInstances),
      lifetime: version < 6 ? 0 : this.#random.weighted(version === 9 ? lifetimesOf9 : lifetimes),
      isLive
    });
  }

  /** Some pairs of apps whose names differ in case only. */
  #makeTwins(): void {
    const named = this.#live.filter(({ product, version }) => product.prefix === null && version === 8);
    for (let index = 0; index + 1 < Math.min(named.length, 12); index += 2) {
      const original = at(named, index);
      original.name = `TwinApp${index}`;
      at(named, index + 1).name = twinOf(original.name);
    }
  }

  /** The newest message of an app that is gone must have run out before today. */
  #shortenDead(): void {
    for (const app of this.#registry.apps) {
      const newest = app.messages.at(-1);
      if (app.isLive || newest === undefined) continue;
      const height = this.#registry.heightOf(newest);
      if (endHeight(height, app.lifetime) < this.#tip - 10) continue;
      if (app.version < 6) app.version = 6;
      app.lifetime = [20_160, 5_000, 100].find((lifetime) => height + lifetime < this.#tip - 10) ?? 1;
    }
  }

  /** Apps from before names were restricted, whose containers are named in other ways. */
  #nameOldOnes(): void {
    const names = ['KadenaChainWebNode', 'fluxmonitor', 'zelexplorer', 'FoldingAtHomeB'];
    this.#live
      .filter(({ version }) => version < 4)
      .slice(0, names.length)
      .forEach((app, index) => {
        app.name = at(names, index);
        if (app.name === 'KadenaChainWebNode') app.product = kadenaNode;
      });
  }

  #chooseNow(message: number, isFree: boolean): App {
    const random = new Random(this.#registry.seed, 'now', message);
    if (isFree || random.chance(0.6)) {
      const app = random.pick(this.#live);
      if (random.chance(0.03) && app.version >= 6 && app.version < 9) app.lifetime = random.pick([1, 100]);
      return app;
    }
    const share = random.unit();
    const app = this.#makeLive(share < 0.92 ? 8 : share < 0.95 ? 9 : 7);
    this.#live.push(app);
    return app;
  }
}

/** What was left at the fork counts four times. */
function lifetimeAcrossFork(end: number): number {
  return forkHeight - heightBeforeFork + Math.ceil((end - forkHeight) / 4);
}

function versionList(count: number): number[] {
  const total = versionShares.reduce((sum, [, share]) => sum + share, 0);
  const list = versionShares.flatMap(([version, share]) =>
    Array<number>(Math.max(least[version] ?? 1, Math.round((share / total) * count))).fill(version)
  );
  return [...list, ...Array<number>(count).fill(8)].slice(0, count);
}
