/**
 * Specifications of version 9 (facts 14.1): components by name, a term in seconds, contacts by kind; encrypted, all of that is
 * one object beside a sum of the resources.
 */
import type { Random } from '../random.ts';
import type { Component } from './catalog.ts';
import type { App } from './app.ts';

type Json = Record<string, unknown>;

/** A container's own disk where it has another one, too. */
const ROOT_GB = 2;

export function spec9(top: Json, app: App, random: Random): Json {
  const components = Object.fromEntries(app.product.components.map((part) => [part.name, component(part, random)]));
  const contacts = { email: [`PRIVATE-${random.hex(6)}@example.org`] };
  const placement = random.chance(0.3) ? { placement: { geoAllow: ['EU'] } } : {};
  return { ...top, contacts, components, ...placement };
}

export function sealed9(top: Json, { product }: App, payload: string): Json {
  const sum = (amount: (part: Component) => number) => product.components.reduce((all, part) => all + amount(part), 0);
  const resources = {
    cpu: sum(({ cpu }) => cpu),
    memory: sum(({ ramMb }) => ramMb),
    diskGb: sum(({ hddGb }) => hddGb)
  };
  return { ...top, encrypted: { payload: `PRIVATE-${payload}`, recipients: 3 }, resources };
}

function component({ name, repotag, cpu, ramMb, hddGb, port }: Component, random: Random): Json {
  const hasDisk = hddGb > ROOT_GB;
  const mounts = { '/data': { source: 'data', destination: '/data' } };
  return {
    name,
    description: '',
    image: repotag,
    cpu,
    memory: ramMb,
    rootFsGb: hasDisk ? ROOT_GB : hddGb,
    ...(hasDisk && { persistentStorage: { sizeGb: hddGb - ROOT_GB, mounts } }),
    ports: { http: { containerPort: port, hostPort: random.between(31_000, 39_000) } },
    env: { TOKEN: `PRIVATE-${random.hex(12)}` }
  };
}
