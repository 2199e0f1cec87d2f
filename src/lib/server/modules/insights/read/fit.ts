/** Where one more instance of an app would find room, now and once what ends within 30 days is gone. */
import type * as wire from '../../../../contract/insights/what-if.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { COMPONENT_STORAGE_MB, fitOf, type Wish } from '../../../../domain/insights/fit.ts';
import { noCapacity, plus, type Capacity } from '../../../../domain/insights/node-fact.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { censusLimitSeconds, freshnessAt, oldestOf, type ReadContext } from '../../ledger/module.ts';
import { readAppsNow, type AppsNow } from './network-facts.ts';

const AHEAD_BLOCKS = 30 * BLOCKS_PER_DAY;

export async function readFit(context: ReadContext, order: wire.FitOrder): Promise<Answer<typeof wire.fit>> {
  const [network, readAt] = await Promise.all([readAppsNow(context), lastReadAt(context.store, 'node-list')]);
  const listed = freshnessAt(readAt, context.now(), censusLimitSeconds(context));
  const { nodes } = network.facts;
  const wish = wishOf(order);
  const { millicores, ramMb, storageMb } = wish.needs;
  const asked = {
    needs: { cpu: millicores / 1_000, ramMb, hddGb: storageMb / 1_000 },
    instances: order.instances ?? null
  };
  if (readAt === null) {
    return { now: null, in30Days: null, limiting: null, excluded: null, ...asked, coverage: null, ...listed };
  }
  const now = fitOf(nodes, wish);
  const later = network.tip === null ? null : fitOf(nodes, wish, freedWithin(network, network.tip + AHEAD_BLOCKS));
  return {
    now: { nodes: now.nodes },
    in30Days: later && { nodes: later.nodes },
    limiting: now.limiting,
    excluded: now.excluded,
    ...asked,
    coverage: now.known === nodes.length ? null : { known: now.known, total: nodes.length, unit: 'nodes' },
    ...oldestOf([listed, network])
  };
}

function wishOf(order: wire.FitOrder): Wish {
  const needs = componentsOf(order).reduce<Capacity>(
    (sum, { cpu, ram, hdd }) =>
      plus(sum, {
        millicores: Math.round(cpu * 1_000),
        ramMb: ram,
        storageMb: Math.round(hdd * 1_000) + COMPONENT_STORAGE_MB
      }),
    noCapacity
  );
  return {
    needs,
    geolocation: order.geolocation ?? order.geo ?? [],
    wantsStaticIp: order.staticip ?? false,
    nodes: order.nodes ?? []
  };
}

function componentsOf({ compose, components, ...flat }: wire.FitOrder): { cpu: number; ram: number; hdd: number }[] {
  if (compose !== undefined) return compose;
  if (components === undefined) return [{ cpu: flat.cpu ?? 0, ram: flat.ram ?? 0, hdd: flat.hdd ?? 0 }];
  return Object.values(components).map(({ cpu, memory, rootFsGb, persistentStorage }) => ({
    cpu,
    ram: memory,
    hdd: rootFsGb + (persistentStorage?.sizeGb ?? 0)
  }));
}

/** What apps that end until a height lock now, by the address they run on; those whose content is not known free nothing. */
function freedWithin({ facts, apps }: AppsNow, height: number): Map<string, Capacity> {
  const freed = new Map<string, Capacity>();
  for (const [index, { name, endHeight }] of apps.entries()) {
    const { components = null, resources = null } = facts.apps[index] ?? {};
    if (endHeight === null || endHeight > height || components === null) continue;
    const { cpu = null, ramMb = null, hddGb = null } = resources ?? {};
    if (cpu === null || ramMb === null || hddGb === null) continue;
    const each = {
      millicores: Math.round(cpu * 1_000),
      ramMb,
      storageMb: Math.round(hddGb * 1_000) + components.length * COMPONENT_STORAGE_MB
    };
    for (const ip of facts.places.get(name) ?? []) freed.set(ip, plus(freed.get(ip) ?? noCapacity, each));
  }
  return freed;
}
