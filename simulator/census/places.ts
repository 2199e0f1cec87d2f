/**
 * Where machines stand, in the shares of the real network. As there, one house calls itself differently per address range
 * (GHOSTnet, Stofa), a line to homes shares a cloud's name, and the text behind a network's number may be another company's.
 */
import type { Weighted } from '../random.ts';

export interface Place {
  continent: string;
  continentCode: string;
  country: string;
  countryCode: string;
  regionName: string;
  lat: number;
  lon: number;
  org: string;
  isp: string;
  asn: string;
  isDataCenter: boolean;
}

function place(
  where: [string, string, string, string, string],
  at: [number, number],
  who: [org: string, asn: string, isDataCenter: boolean, isp?: string]
): Place {
  const [continent, continentCode, country, countryCode, regionName] = where;
  const [org, asn, isDataCenter, isp] = who;
  return {
    continent,
    continentCode,
    country,
    countryCode,
    regionName,
    lat: at[0],
    lon: at[1],
    org,
    isp: isp ?? org.split(' ')[0] ?? org,
    asn,
    isDataCenter
  };
}

export const places: Weighted<Place> = [
  [place(['Europe', 'EU', 'Finland', 'FI', 'Uusimaa'], [60.17, 24.93], ['Hetzner Online GmbH', 'AS24940', true]), 14],
  [place(['Europe', 'EU', 'Germany', 'DE', 'Saxony'], [50.48, 12.34], ['Hetzner Online GmbH', 'AS24940', true]), 12],
  [place(['Europe', 'EU', 'Germany', 'DE', 'Bavaria'], [49.45, 11.08], ['Contabo GmbH', 'AS51167', true]), 14],
  [place(['Europe', 'EU', 'Germany', 'DE', 'Baden'], [49.01, 8.4], ['netcup GmbH', 'AS197540', true]), 9],
  [place(['Europe', 'EU', 'France', 'FR', 'Hauts-de-France'], [50.69, 3.18], ['OVH SAS', 'AS16276', true]), 14],
  [place(['Europe', 'EU', 'Netherlands', 'NL', 'Drenthe'], [52.99, 6.56], ['KPN B.V.', 'AS1136', false]), 7],
  [place(['Europe', 'EU', 'United Kingdom', 'GB', 'England'], [51.5, -0.12], ['British Telecom', 'AS2856', false]), 5],
  [
    place(
      ['North America', 'NA', 'United States', 'US', 'Missouri'],
      [38.62, -90.2],
      ['Contabo Inc.', 'AS40021', true]
    ),
    9
  ],
  [place(['North America', 'NA', 'United States', 'US', 'Texas'], [32.78, -96.8], ['DataVex LLC', 'AS4242', false]), 7],
  [place(['North America', 'NA', 'Canada', 'CA', 'Quebec'], [45.31, -73.87], ['OVH Hosting', 'AS16276', true]), 5],
  [place(['Asia', 'AS', 'Singapore', 'SG', 'Singapore'], [1.35, 103.8], ['Contabo Asia', 'AS141995', true]), 2.6],
  [place(['Oceania', 'OC', 'Australia', 'AU', 'Victoria'], [-37.8, 144.9], ['Telstra', 'AS1221', false]), 1.4],
  ...['GHOSTnet GmbH VPS FRA1', 'GHOSTnet Network used for VPS Hosting', 'GHOSTNET-RANGE-7'].map(
    (org): [Place, number] => [
      place(
        ['Europe', 'EU', 'Germany', 'DE', 'Hesse'],
        [50.11, 8.68],
        [org, 'AS12586 GHOSTnet', true, 'GHOSTnet GmbH']
      ),
      2.5
    ]
  ),
  ...['Stofa A/S Esbjerg', 'STOFA-CABLE-2'].map((org): [Place, number] => [
    place(['Europe', 'EU', 'Denmark', 'DK', 'South Denmark'], [55.47, 8.45], [org, 'AS64496', false, 'Stofa A/S']),
    3
  ]),
  [
    place(
      ['Europe', 'EU', 'Germany', 'DE', 'Hesse'],
      [51.31, 9.49],
      ['1&1 Versatel Deutschland GmbH', 'AS8881', false, '1&1 Versatel']
    ),
    1
  ],
  [
    place(
      ['North America', 'NA', 'United States', 'US', 'Missouri'],
      [39.1, -94.58],
      ['Google Fiber Inc.', 'AS16591', false, 'Google Fiber']
    ),
    1
  ],
  [
    place(
      ['North America', 'NA', 'United States', 'US', 'California'],
      [33.77, -118.19],
      ['Frontier Communications of America', 'AS5650 Verizon Business', false, 'Frontier Communications']
    ),
    1
  ],
  ...['AS701 Verizon Business', 'AS701 MCI Communications Services'].map((asn): [Place, number] => [
    place(
      ['North America', 'NA', 'United States', 'US', 'New York'],
      [40.71, -74.0],
      ['Verizon Business', asn, false, 'Verizon']
    ),
    0.5
  ])
];
