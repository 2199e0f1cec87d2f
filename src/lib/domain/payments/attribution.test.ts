import { describe, expect, it } from 'vitest';
import { attribute } from './attribution.ts';
import type { AppMessage } from '../chain.ts';

const blockTime = 1_790_000_000;
const DAY = 86_400;
const hashed = { messageHash: 'a'.repeat(64), isFluxDrive: false, blockTime };

describe(attribute, () => {
  it('is git when any image is the one that builds from git, in any case', () => {
    const git = message({ components: [component('mariadb:11'), component('RunOnFlux/Orbit:latest')] });
    expect(attribute(hashed, git, null)).toEqual({ appName: 'shop', appType: 'git', isPending: false });
  });
  it('is docker otherwise', () => {
    expect(attribute(hashed, message(), null)).toEqual({ appName: 'shop', appType: 'docker', isPending: false });
  });
  it('is docker for an encrypted app whose name tells a game', () => {
    const game = message({ appName: 'palworld1785555251684', isEncrypted: true, components: [] });
    expect(attribute(hashed, game, null)).toMatchObject({ appName: 'palworld1785555251684', appType: 'docker' });
  });
  it('stays without type for good for any other encrypted app', () => {
    const secret = message({ appName: 'secretapp', isEncrypted: true, components: [] });
    expect(attribute(hashed, secret, null)).toEqual({ appName: 'secretapp', appType: null, isPending: false });
  });
  it('is pending while the hash is unknown, until a look more than a day after the block', () => {
    const pending = { appName: null, appType: null, isPending: true };
    expect(attribute(hashed, null, null)).toEqual(pending);
    expect(attribute(hashed, undefined, blockTime - 1)).toEqual(pending);
    expect(attribute(hashed, null, blockTime + DAY)).toEqual(pending);
    expect(attribute(hashed, null, blockTime + DAY + 1)).toEqual({
      appName: null,
      appType: 'unregistered',
      isPending: false
    });
  });
  it('believes a message that arrived late', () => {
    expect(attribute(hashed, message(), blockTime + 9 * DAY).appType).toBe('docker');
  });
  it('settles payments without a hash at once', () => {
    const plain = { ...hashed, messageHash: null };
    expect(attribute(plain, null, null)).toEqual({ appName: null, appType: null, isPending: false });
    expect(attribute({ ...plain, isFluxDrive: true }, null, null)).toEqual({
      appName: null,
      appType: 'fluxdrive',
      isPending: false
    });
  });
  it('prefers the hash where a transaction carries both', () => {
    expect(attribute({ ...hashed, isFluxDrive: true }, message(), null).appType).toBe('docker');
  });
});

const component = (repotag: string) => ({ name: 'web', repotag, cpu: 1, ramMb: 1000, hddGb: 10 });

function message(over: Partial<AppMessage> = {}): AppMessage {
  return {
    hash: 'a'.repeat(64),
    type: 'register',
    txid: 'c'.repeat(64),
    height: 3_000_000,
    valueSat: 5n,
    timestampMs: blockTime * 1000,
    appName: 'shop',
    owner: '1Owner',
    specVersion: 8,
    components: [component('nginx:1')],
    instances: 3,
    expire: 88_000,
    endTime: null,
    geolocation: [],
    isEncrypted: false,
    ...over
  };
}
