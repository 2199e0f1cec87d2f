import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

describe(clientAddress, () => {
  it('is the socket without trusted proxies, whatever the client claims', () => {
    fc.assert(fc.property(fc.string(), (claim) => clientAddress('203.0.113.9', claim, 0) === '203.0.113.9'));
  });
  it.each([
    ['what the one proxy saw', '198.51.100.7', 1, '198.51.100.7'],
    ['the right end, left of it is hearsay', '1.1.1.1, 198.51.100.7', 1, '198.51.100.7'],
    ['counted through two proxies', '6.6.6.6, 198.51.100.7, 10.0.0.2', 2, '198.51.100.7'],
    ['the outermost hop of a short list', '198.51.100.7', 3, '198.51.100.7'],
    ['without a port', '198.51.100.7:4711', 1, '198.51.100.7'],
    ['without brackets', '[2001:db8::1]:4711', 1, '2001:db8::1'],
    ['the next hop when the wanted one is no address', 'unknown', 1, '10.0.0.1'],
    ['the socket when the list is empty', '', 1, '10.0.0.1']
  ])('is %s', (_, header, proxies, address) => {
    expect(clientAddress('10.0.0.1', header, proxies)).toBe(address);
  });
  it('is one key for a client however the socket writes it', () => {
    expect(clientAddress('::ffff:203.0.113.9', undefined, 0)).toBe('203.0.113.9');
    expect(clientAddress('FE80::1%eth0', undefined, 0)).toBe('fe80::1');
  });
  it('is always one address', () => {
    const hop = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string());
    fc.assert(
      fc.property(fc.array(hop), fc.integer({ min: 0, max: 5 }), (hops, proxies) => {
        expect(clientAddress('10.0.0.1', hops.join(', '), proxies)).toMatch(/^[0-9a-f.:]+$/);
      })
    );
  });
});
