import { expect, it } from 'vitest';
import { walletText } from '../../../lib/ui/text/en/wallet.ts';
import { readAsked } from './asked.ts';

const KEY = `zpub${'a'.repeat(107)}`;
const ADDRESS = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';

it('takes one extended public key, or addresses however they are set apart', () => {
  expect(readAsked(`  ${KEY}\n`)).toEqual({ key: KEY });
  const other = '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH';
  expect(readAsked(`${ADDRESS},\r\n${other}; ${ADDRESS}`)).toEqual({ addresses: [ADDRESS, other, ADDRESS] });
});

it.each([
  [' \n', walletText.empty],
  [`${KEY} ${KEY}`, walletText.several],
  [`${KEY} ${ADDRESS}`, walletText.several],
  ['xpub123', walletText.badKey],
  [Array(26).fill(ADDRESS).join('\n'), walletText.tooMany(26)],
  ['hello', walletText.badAddress('hello')]
])('says why nothing is asked', (written, why) => {
  expect(readAsked(written)).toBe(why);
});

it.each(['xprv', 'zprv', 'tprv'])('does not send a private key on, nor show it: %s', (prefix) => {
  const secret = prefix + 'S'.repeat(107);
  for (const written of [secret, `${ADDRESS} ${secret}`]) expect(readAsked(written)).toBe(walletText.secret);
  expect(readAsked(`5${'J'.repeat(50)}`)).toBe(walletText.secret);
  expect(walletText.secret).not.toContain(secret);
});
