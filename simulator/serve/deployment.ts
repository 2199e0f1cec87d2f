/** What it costs and takes to deploy an app: the network's own tables. */
import { tracked } from '../chain/addresses.ts';

const priceRows: readonly (readonly [height: number, cpu: number, ram: number, hdd: number, minPrice: number])[] = [
  [-1, 3, 1, 0.5, 1],
  [983_000, 0.3, 0.1, 0.05, 0.1],
  [1_004_000, 0.06, 0.02, 0.01, 0.01],
  [1_288_000, 0.15, 0.05, 0.02, 0.01],
  [1_597_156, 0.03, 0.01, 0.004, 0.01]
];

export const deploymentInformation = {
  price: priceRows.map(([height, cpu, ram, hdd, minPrice]) => ({
    height,
    cpu,
    ram,
    hdd,
    minPrice,
    port: height >= 1_597_156 ? 0.4 : 2,
    scope: height >= 1_597_156 ? 0.8 : 6,
    staticip: height >= 1_597_156 ? 0.4 : 3
  })),
  appSpecsEnforcementHeights: {
    1: 0,
    2: 0,
    3: 983_000,
    4: 1_004_000,
    5: 1_142_000,
    6: 1_300_000,
    7: 1_420_000,
    8: 1_932_380
  },
  address: tracked,
  portMin: 1,
  portMax: 65_535,
  enterprisePorts: ['0-1023', 8_080, 8_081, 8_443, 6_667],
  bannedPorts: ['16100-16299', '26100-26299', '30000-30099', 8_384, 27_017, 22, 23, 25, 3_389],
  maxImageSize: 5_000_000_000,
  minimumInstances: 3,
  maximumInstances: 100,
  blocksLasting: 22_000,
  minBlocksAllowance: 5_000,
  maxBlocksAllowance: 1_056_000,
  blocksAllowanceInterval: 1_000
};

export const usdPrices = {
  height: -1,
  cpu: 0.15,
  ram: 0.05,
  hdd: 0.02,
  minPrice: 0.01,
  port: 2,
  scope: 4,
  staticip: 2,
  fluxmultiplier: 0.95,
  multiplier: 1,
  minUSDPrice: 0.99
};
