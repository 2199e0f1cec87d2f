import { expect, it } from 'vitest';
import { clientKey } from './client-key.ts';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:c000:201', '192.0.2.1'],
  ['2001:db8:1:2ff::1', '2001:db8:1:200::/56'],
  ['2001:0DB8:0001:0200:ffff:0:0:1', '2001:db8:1:200::/56'],
  ['2001:db8:1:2ff:1:1:192.0.2.1', '2001:db8:1:200::/56'],
  ['fe80::1%eth0', 'fe80:0:0:0::/56'],
  ['::1', '0:0:0:0::/56'],
  ['unknown', 'unknown'],
  [':', ':']
])('of %s is %s', (address, key) => {
  expect(clientKey(address)).toBe(key);
});
