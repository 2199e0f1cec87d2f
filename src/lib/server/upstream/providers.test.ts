import { expect, it } from 'vitest';
import { operatorOf } from './providers.ts';

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
  ['KPN B.V.', true, true],
  ['KPN B.V.', null, null]
])('knows whether %s, told as %s, is a data centre', (org, told, expected) => {
  expect(operatorOf({ org, isp: null, isDataCenter: told }).isDataCenter).toBe(expected);
});
