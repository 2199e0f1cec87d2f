/** Vectors of BIP-173 and BIP-350, and one address of each script type; scripts and hashes worked out by the standards. */
import { hex } from '@scure/base';
import { expect, it } from 'vitest';
import { addressOf, parseAddress, scriptHashOf } from './addresses.ts';
import { mainNetwork, networkOf, regtestNetwork } from './network.ts';
import { describeScript } from './describe-script.ts';

const testNetwork = networkOf('test', '/Satoshi:30.0.0/');
const HASH = '751e76e8199196d454941c45d1b3a323f1433bd6';

it.each([
  ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', `0014${HASH}`, 'p2wpkh'],
  [
    'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y',
    `5128${HASH}${HASH}`,
    'witness_unknown'
  ],
  ['BC1SW50QGDZ25J', '6002751e', 'witness_unknown'],
  ['bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs', '5210751e76e8199196d454941c45d1b3a323', 'witness_unknown'],
  [
    'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    '512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    'p2tr'
  ],
  ['bc1pfeessrawgf', '51024e73', 'p2a'],
  ['1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH', `76a914${HASH}88ac`, 'p2pkh'],
  ['3CNHUhP3uyB9EUtRLsmvFUmvGdjGdkTxJw', `a914${HASH}87`, 'p2sh']
])('takes %s of the main network', (text, script, type) => {
  const parsed = parseAddress(text, mainNetwork);
  expect(parsed && { ...parsed, script: hex.encode(parsed.script) }).toEqual({
    address: text.toLowerCase().startsWith('bc1') ? text.toLowerCase() : text,
    type,
    script
  });
  expect(addressOf(hex.decode(script), mainNetwork)).toBe(parsed?.address);
});

it.each([
  [
    'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7',
    '00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262',
    'p2wsh'
  ],
  [
    'tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy',
    '0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433',
    'p2wsh'
  ],
  [
    'tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c',
    '5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433',
    'p2tr'
  ],
  ['tb1pfees9rn5nz', '51024e73', 'p2a'],
  ['mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r', `76a914${HASH}88ac`, 'p2pkh'],
  ['2N3vVYSK5XRgVSGWy21PnsRmBUywSQNdCsf', `a914${HASH}87`, 'p2sh']
])('takes %s of a test network, and of no other', (text, script, type) => {
  const parsed = parseAddress(text, testNetwork);
  expect(parsed && { ...parsed, script: hex.encode(parsed.script) }).toEqual({ address: text, type, script });
  expect(addressOf(hex.decode(script), testNetwork)).toBe(text);
  expect(parseAddress(text, mainNetwork)).toBeNull();
});

it.each([
  'tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
  'tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf',
  'BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL',
  'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh',
  'tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47',
  'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4',
  'BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R',
  'bc1pw5dgrnzv',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav',
  'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P',
  'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf',
  'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j',
  'bc1gmk9yu',
  // BIP-173 had its later versions in the first code.
  'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx',
  'BC1SW50QA3JX3S',
  'bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj',
  // Checksums alone, and what is no address at all.
  'A12UEL5L',
  'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
  '?1ezyfcl',
  'A1LQFN3A',
  'abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx',
  '?1v759aa',
  'pzry9x0s0muk',
  '1pzry9x0s0muk',
  'x1b4n0q5v',
  'li1dgmt3',
  'A1G7SGD8',
  '10a06t8',
  'qyrz8wqd2c9m',
  'y1b0jsk6g',
  'in1muywd',
  'M1VUXWEZ',
  '16plkw9',
  '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh',
  ''
])('refuses %s', (text) => {
  expect(parseAddress(text, mainNetwork)).toBeNull();
  expect(parseAddress(text, testNetwork)).toBeNull();
});

it('knows addresses of the relatives', () => {
  const litecoin = networkOf('regtest', '/LitecoinCore:0.21.2.1/');
  expect(addressOf(hex.decode('51024e73'), litecoin)).toBe('rltc1pfees06p8ul');
  expect(addressOf(hex.decode('51024e73'), regtestNetwork)).toBe('bcrt1pfeesnyr2tx');
  expect(parseAddress('rltc1pfees06p8ul', litecoin)?.type).toBe('p2a');
});

it.each([
  [`0014${HASH}`, '9623df75239b5daa7f5f03042d325b51498c4bb7059c7748b17049bf96f73888'],
  [
    '512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
    'a12cf1aa7c74a6e9f54984646526173abed2a9f4a4862dc83eb94e8e8ef5220a'
  ],
  ['51024e73', 'c5d0fb3863474a90cfe5b26801e66cb45fdc046b40e6829788eaf1b8770ffea6'],
  [`a914${'00'.repeat(20)}87`, 'b9901801e6435ab955aaa1951eb893427b547122992a2348b953ad414bc7ad7f'],
  [
    '76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac',
    '8b01df4e368ea28f8dc0423bcf7a4923e3a12d307c875e47a0cfbf90b5c39161'
  ]
])('lists the script %s under its reversed hash', (script, expected) => {
  expect(scriptHashOf(hex.decode(script))).toBe(expected);
});

const KEY = `02${'11'.repeat(32)}`;

it.each([
  [`21${KEY}ac`, 'p2pk', null],
  [`41${'04'.repeat(65)}ac`, 'p2pk', null],
  [`5121${KEY}21${KEY}52ae`, 'multisig', '1 of 2 keys'],
  [`5321${KEY}21${KEY}52ae`, 'nonstandard', null],
  ['6a0568656c6c6f', 'op_return', '“hello”'],
  ['6a0400ff00ff', 'op_return', '00ff00ff'],
  ['6a', 'op_return', null],
  [`6a4c50${'61'.repeat(80)}`, 'op_return', `“${'a'.repeat(80)}”`],
  [`6a4c51${'61'.repeat(81)}`, 'op_return', `“${'a'.repeat(80)}”… (81 bytes)`],
  ['0014ff', 'nonstandard', null],
  ['', 'nonstandard', null]
])('tells of %s that it is %s', (script, type, detail) => {
  expect(describeScript(hex.decode(script), mainNetwork)).toEqual({ type, address: null, detail });
});
