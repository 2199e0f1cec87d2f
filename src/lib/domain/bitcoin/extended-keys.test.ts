/** Vectors of BIP-84 and BIP-49 (their test mnemonic), and the first addresses of BIP-44 for the same seed. */
import { expect, it } from 'vitest';
import { parseExtendedKey } from './extended-keys.ts';
import { mainNetwork, networkOf } from './network.ts';

const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';

it('derives the addresses of BIP-84', () => {
  const key = parseExtendedKey(ZPUB, mainNetwork);
  expect(key?.addressAt(0, 0)).toBe('bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu');
  expect(key?.addressAt(0, 1)).toBe('bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g');
  expect(key?.addressAt(1, 0)).toBe('bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el');
});

it('derives the first address of BIP-49', () => {
  const upub =
    'upub5EFU65HtV5TeiSHmZZm7FUffBGy8UKeqp7vw43jYbvZPpoVsgU93oac7Wk3u6moKegAEWtGNF8DehrnHtv21XXEMYRUocHqguyjknFHYfgY';
  expect(parseExtendedKey(upub, networkOf('test', ''))?.addressAt(0, 0)).toBe('2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2');
});

it.each([
  'zprvAdG4iTXWBoARxkkzNpNh8r6Qag3irQB8PzEMkAFeTRXxHpbF9z4QgEvBRmfvqWvGp42t42nvgGpNgYSJA9iefm1yYNZKEm7z6qUWCroSQnE',
  ZPUB.replace('Ys', 'Yt'),
  'xpub',
  'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu'
])('refuses %s', (text) => {
  expect(parseExtendedKey(text, mainNetwork)).toBeNull();
});
