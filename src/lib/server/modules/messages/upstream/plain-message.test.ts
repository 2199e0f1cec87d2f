/** Both readers of a message tell the same, whatever stands in its fields. */
import { describe, expect, it } from 'vitest';
import { appMessage } from './app-message.ts';
import { readPlainMessage } from './plain-message.ts';

const component = { name: 'web', repotag: 'a/web:1', cpu: 0.5, ram: 500, hdd: 5 };
const flat = { version: 2, name: 'old', owner: '1Old', repotag: 'some/one:1', cpu: 0.5, ram: 500, hdd: 5 };
const v8 = {
  version: 8,
  name: 'shop',
  owner: '1Owner',
  compose: [component, { ...component, name: 'db' }],
  instances: 3,
  expire: 88_000,
  geolocation: ['acEU'],
  enterprise: ''
};
const usual = {
  type: 'fluxappregister',
  hash: 'a'.repeat(64),
  txid: 'b'.repeat(64),
  height: 1_950_000,
  timestamp: 1_750_000_000_123,
  valueSat: 150_000_000,
  appSpecifications: v8
};
/** What JSON can hold in the place of anything. */
const odd = [
  ...[undefined, null, true, false, '', 'text', '7', '00', 'A'.repeat(64), 'c'.repeat(64), 'register'],
  ...[0, -0, -1, 0.5, 1, 9, 10, 500_000_000, 500_000_001, 9_999_999_999_999, 1e300, Infinity, 2 ** 53],
  ...[[], [null], [''], ['aEU', 5], {}, { length: 1 }, [[]], [component], { web: component }]
];

describe('a message of the usual kind', () => {
  it.each([
    ['with a list of components', usual],
    ['with one component', { ...usual, appSpecifications: flat }],
    ['under an old name', { ...usual, appSpecifications: undefined, zelAppSpecifications: v8 }],
    ['that is sealed', { ...usual, appSpecifications: { ...v8, compose: [], enterprise: 'QUJD' } }],
    ['without a value', { ...usual, valueSat: null }]
  ])('is read without the schema %s', (_, told) => {
    const plain = readPlainMessage(told);
    expect(plain).not.toBeNull();
    expect(plain).toEqual(appMessage.parse(told));
  });
});

describe('a message with something odd', () => {
  const changed = (told: object, key: string): object[] => odd.map((value) => ({ ...told, [key]: value }));
  const specs = [v8, flat, { ...v8, version: 9 }].flatMap((spec) =>
    [...Object.keys({ ...v8, ...flat }), 'ttl', 'encrypted', 'placement', 'registeredAt', 'identity'].flatMap((key) =>
      changed(spec, key)
    )
  );
  const components = Object.keys(component)
    .flatMap((key) => changed(component, key))
    .map((one) => ({ ...v8, compose: [one] }));
  const messages = [...Object.keys(usual), 'zelAppSpecifications', 'zelAppSpecification'].flatMap((key) =>
    changed(usual, key)
  );

  it.each([
    ['in itself', messages],
    ['in its specification', [...specs, ...odd].map((spec) => ({ ...usual, appSpecifications: spec }))],
    ['in a component', components.map((spec) => ({ ...usual, appSpecifications: spec }))],
    ['in an old specification', specs.map((spec) => ({ ...usual, appSpecifications: 7, zelAppSpecification: spec }))],
    ['in everything', odd]
  ])('%s is read as the schema reads it, or left to the schema', (_, all) => {
    for (const told of all) {
      const plain = readPlainMessage(told);
      const read = appMessage.safeParse(told).data;
      expect(plain === null ? read : plain, JSON.stringify(told)).toStrictEqual(read);
    }
  });
});
