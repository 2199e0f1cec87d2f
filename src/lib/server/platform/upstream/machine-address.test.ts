import { expect, it } from 'vitest';
import { addressField } from './machine-address.ts';

it.each([
  ['1.2.3.4', '1.2.3.4:16127'],
  ['1.2.3.4:16127', '1.2.3.4:16127'],
  ['1.2.3.4:16197', '1.2.3.4:16197'],
  ['[2001:db8::1]', '[2001:db8::1]:16127'],
  ['[2001:db8::1]:16137', '[2001:db8::1]:16137'],
  ['2001:db8::1', '[2001:db8::1]:16127'],
  ['::ffff:1.2.3.4', '[::ffff:1.2.3.4]:16127'],
  ['2001:db8::1:16137', '[2001:db8::1]:16137']
])('reads %s as %s', (told, expected) => {
  expect(addressField.parse(told)).toBe(expected);
});
it.each(['', ':16127', '1.2.3.4:', '1.2.3.4:port', '2001:db8::x', 'fe80::1%eth0', 'a b', '<i>', null, 7])(
  'refuses %s',
  (told) => {
    expect(addressField.safeParse(told).success).toBe(false);
  }
);
