import { expect, it } from 'vitest';
import { operatorOf, operatorsOf } from './providers.ts';

it.each([
  ['Hetzner Online GmbH', 'Hetzner', 'Hetzner'],
  ['HETZNER-DC', null, 'Hetzner'],
  ['OVH SAS', 'OVH', 'OVH'],
  ['OVH Hosting', null, 'OVH'],
  ['Contabo GmbH', null, 'Contabo'],
  ['Contabo Asia Private Limited', null, 'Contabo'],
  ['netcup GmbH', null, 'netcup'],
  ['DataVex LLC', null, 'DataVex'],
  ['ANEXIA', 'netcup GmbH', 'netcup'],
  [null, 'Amazon.com, Inc.', 'Amazon'],
  ['KPN B.V.', 'KPN', 'KPN B.V.'],
  [null, 'Telstra', 'Telstra'],
  ['Novhosting', null, 'Novhosting'],
  ['IONOS SE', '1&1 IONOS SE', 'IONOS'],
  ['1&1 Internet AG', null, 'IONOS'],
  ['1&1 Versatel Deutschland GmbH', '1&1 Versatel', '1&1 Versatel'],
  ['1&1 Telecom GmbH', null, '1&1 Versatel'],
  ['Google LLC', 'Google Cloud', 'Google'],
  ['Google Fiber Inc.', 'Google Fiber', 'Google Fiber'],
  ['Google LLC', 'Google Fiber Inc.', 'Google Fiber'],
  ['Amazon Kuiper Systems LLC', null, 'Amazon Kuiper'],
  ['OVH Telecom SAS', null, 'OVH Telecom'],
  ['Deutsche Telekom AG', 'Open Telekom Cloud', 'Open Telekom Cloud'],
  [null, null, null]
])('knows who runs the house of %s, %s', (org, isp, provider) => {
  expect(operatorOf({ org, isp, isDataCenter: false }).provider).toBe(provider);
});
it.each([
  ['DataVex LLC', false, true],
  ['Contabo GmbH', null, true],
  ['Hetzner Online GmbH', false, true],
  ['OVH SAS', false, false],
  ['OVH SAS', null, null],
  ['1&1 Versatel Deutschland GmbH', true, false],
  ['Google Fiber Inc.', true, false],
  ['Google LLC', true, true],
  ['KPN B.V.', true, true],
  ['KPN B.V.', null, null]
])('knows whether %s, told as %s, is a data centre', (org, told, expected) => {
  expect(operatorOf({ org, isp: null, isDataCenter: told }).isDataCenter).toBe(expected);
});

const line = (org: string | null, isp: string | null, asn: string | null) => ({ org, isp, asn, isDataCenter: null });
const names = (...lines: ReturnType<typeof line>[]) => operatorsOf(lines).map(({ provider }) => provider);

it.each([
  [
    'a company we know',
    [
      line('GHOSTnet GmbH VPS 4', 'GHOSTnet GmbH', 'AS12586 GHOSTnet GmbH'),
      line('GHOSTnet Network used for VPS', null, null)
    ],
    'GHOSTnet'
  ],
  [
    'one network',
    [line('Stofa Cable 12', 'Stofa A/S', 'AS64496 Stofa'), line('STOFA-ESBJERG', 'Stofa A/S', 'AS64496 Stofa A/S')],
    'Stofa A/S'
  ],
  [
    'one network with spellings of its isp',
    [
      line('Range 1', 'Norlys Fibernet', 'AS64497'),
      line('Range 2', 'Norlys Fibernet', 'AS64497 Norlys'),
      line('Range 3', 'NORLYS', 'as64497 NORLYS-AS')
    ],
    'Norlys Fibernet'
  ],
  [
    'one isp without a number',
    [line('Range 1', 'Play Server', null), line('Range 2', 'Play Server', null)],
    'Play Server'
  ],
  ['one organisation', [line('KPN B.V.', 'KPN', 'AS1136 KPN'), line('KPN B.V.', 'KPN', 'AS1136 KPN')], 'KPN B.V.']
])('is one house: %s under several names', (_, lines, name) => {
  expect(new Set(names(...lines))).toEqual(new Set([name]));
});
it('never takes the text behind the number for the company', () => {
  const frontier = [
    'Frontier Communications of America',
    'Frontier Communications',
    'AS5650 Verizon Business'
  ] as const;
  const verizon = ['Verizon Business', 'Verizon', 'AS701 Verizon Business'] as const;
  const other = ['Verizon Business', 'Verizon', 'AS701 MCI Communications Services'] as const;
  expect(names(line(...frontier), line(...verizon), line(...other))).toEqual([
    'Frontier Communications of America',
    'Verizon Business',
    'Verizon Business'
  ]);
});
it('gives a range without a name of its own to the company of its network', () => {
  const hetzner = line('Hetzner Online GmbH', 'Hetzner', 'AS24940 Hetzner Online GmbH');
  expect(names(hetzner, hetzner, line('SOME-RANGE', null, 'AS24940'))).toEqual(['Hetzner', 'Hetzner', 'Hetzner']);
});
