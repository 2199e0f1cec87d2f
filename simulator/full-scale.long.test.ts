/** The simulated network at scale 1 has the sizes of the real one. */
import { describe, expect, it } from 'vitest';
import { Census } from './census/census.ts';
import { containersOf } from './census/placement.ts';
import { tracked } from './chain/addresses.ts';
import { Clock } from './clock.ts';
import { Network } from './network.ts';
import { resolveOptions } from './options.ts';

describe('at full scale', () => {
  const settings = resolveOptions({ now: 1795136400, blockMs: 'manual' });
  const network = new Network(settings);
  const census = new Census(network, new Clock(settings.now, true), settings.nodes);

  it('the address has some 37,000 transactions, at the end about 100 to 250 a day', () => {
    const { chain } = network;
    expect(chain.countTouching(tracked, chain.tip)).toBeGreaterThan(36_000);
    expect(chain.countTouching(tracked, chain.tip)).toBeLessThan(38_000);
    const week = chain.touching(tracked, chain.tip - 7 * 2_880, chain.tip).length / 7;
    expect(week).toBeGreaterThan(100);
    expect(week).toBeLessThan(250);
  });

  it('there are some 70,000 messages in 93 MB, in slices that fit a socket', () => {
    let bytes = 0;
    let largest = 0;
    for (const slice of network.messages.dump(network.chain.tip)) {
      bytes += Buffer.byteLength(slice);
      largest = Math.max(largest, slice.length);
    }
    expect(network.registry.count).toBeGreaterThan(69_000);
    expect(network.registry.count).toBeLessThan(72_000);
    expect(bytes).toBeGreaterThan(88_000_000);
    expect(bytes).toBeLessThan(102_000_000);
    expect(largest).toBeLessThan(80_000);
  });

  it('apps, instances, containers and nodes are as many as on the real network', () => {
    const instances = census.placement.instances();
    const containers = instances.flatMap(containersOf).length;
    expect(network.currentMessages().length).toBe(1_882);
    expect([instances.length, containers]).toEqual([expect.closeTo(8_300, -3), expect.closeTo(7_500, -3)]);
    const total = census.nodes.present(network.chain.tip).length;
    expect(total).toBeGreaterThan(6_600);
    expect(total).toBeLessThan(6_850);
    const locked = instances.filter(({ node }) => node.ip === '');
    expect(locked).toEqual([]);
  });
});
