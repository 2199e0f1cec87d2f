import { describe, expect, it } from 'vitest';
import { deployedItem, expiringItem, statItem } from './items.ts';

const app = { name: 'a b', instances: 3, cpu: 0.5, ram: 1_500, hdd: 12, encrypted: false, height: 3_000_000 };

describe(deployedItem, () => {
  it('estimates its age from blocks of half a minute', () => {
    expect(deployedItem({ ...app, blockAge: 130 })).toEqual({
      key: 'a b',
      title: 'a b',
      main: '1 h ago',
      note: 'deployed, about',
      facts: ['3 instances', '0.5 CPU', '1.5 GB RAM', '12 GB disk'],
      href: '/apps/a%20b'
    });
  });
  it('says that an app is encrypted, not that it needs nothing', () => {
    const hidden = { ...app, instances: 1, cpu: null, ram: null, hdd: null, encrypted: true };
    expect(deployedItem({ ...hidden, blockAge: 0 }).facts).toEqual(['1 instance', 'encrypted']);
  });
});

describe(expiringItem, () => {
  it('says how long it has', () => {
    expect(expiringItem({ ...app, blocksUntilExpiry: 2_879 }).main).toBe('23 h');
  });
});

describe(statItem, () => {
  it('leads to the image that runs most', () => {
    const image = 'org/image:1&2';
    expect(statItem({ kind: 'top-app', image, slug: 'image', label: 'Image', count: 12_345 })).toMatchObject({
      title: 'Image',
      main: '12,345',
      note: 'containers',
      href: '/repos?image=org%2Fimage%3A1%262'
    });
  });
  it('has the unit of each measure', () => {
    const texts = (['cores', 'ramGb', 'storageGb', 'diskWriteMBs', 'eps', 'downloadMbit', 'uploadMbit'] as const).map(
      (measure) => statItem({ kind: 'record', tier: 'stratus', measure, value: 1_234.5, ip: '10.0.0.1:16127' }).main
    );
    expect(texts).toEqual([
      '1,234.5',
      '1.23 TB',
      '1.23 TB',
      '1,234.5 MB/s',
      '1,234.5 EPS',
      '1,234.5 Mbit/s',
      '1,234.5 Mbit/s'
    ]);
  });
});
