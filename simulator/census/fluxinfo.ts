/**
 * What the statistics service knows about a node after a round: hardware, apps, place. Nodes that did not answer have rows of
 * placeholders, some have no geolocation; containers show their names only.
 */
import { mix, Random } from '../random.ts';
import { shortIp, fullIp, type FluxNode, type Tier } from './nodes.ts';
import { containersOf, type Instance } from './placement.ts';

export interface Round {
  /** Unix seconds. */
  time: number;
  tip: number;
}

export type Row = Record<string, unknown>;

/** Of the ArcaneOS release that the nodes run. */
export const arcaneName = 'jolly wombat';

export function fluxinfoRow(node: FluxNode, instances: readonly Instance[], round: Round): Row {
  const { isReachable } = node;
  const confirmed = round.tip - (node.index % 600);
  return {
    ip: shortIp(node),
    tier: node.tier,
    paymentAddress: node.paymentAddress,
    collateralHash: node.collateralTxid,
    collateralIndex: node.outputIndex,
    addedHeight: node.addedHeight,
    confirmedHeight: node.addedHeight + 11,
    lastConfirmedHeight: confirmed,
    lastPaidHeight: round.tip - (node.turn % 1_500),
    activeSince: `${round.time - (round.tip - node.addedHeight) * 30}`,
    scannedHeight: round.tip - 3,
    appsHashesTotal: 71_400,
    hashesPresent: 71_390,
    roundTime: round.time * 1000,
    dataCollectedAt: round.time * 1000 + (mix(node.index, 3) % 800_000),
    daemon: {
      info: { version: isReachable ? 9_010_050 : 0, blocks: round.tip, connections: 31 },
      zmqEnabled: isReachable
    },
    node: {
      status: isReachable ? { status: 'CONFIRMED', tier: node.tier, ip: shortIp(node) } : { status: '', tier: '' }
    },
    benchmark: benchmarkOf(node),
    flux: isReachable ? fluxOf(node) : { version: '', ip: '' },
    ...((isReachable || node.index % 5 !== 0) && { apps: appsOf(node, instances) }),
    geolocation: geolocationOf(node),
    // One part that did not answer in time leaves the rest as good as ever.
    error: isReachable && node.index % 53 !== 6 ? null : { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' }
  };
}

/** A node that never told its address: nobody could ask it, and its place has neither a house nor a network. */
export function rowWithoutAddress(node: FluxNode, round: Round): Row {
  const row = fluxinfoRow({ ...node, isReachable: false }, [], round);
  return { ...row, ip: '', geolocation: { ip: '', country: '', countryCode: '', org: '' } };
}

/** Whether an ArcaneOS tells its code name; some only say that they are secure. */
export function tellsArcane({ hasArcane, index }: FluxNode): boolean {
  return hasArcane && index % 40 !== 7;
}

/** Whether its download was measured; a measure that failed is null. */
export function hasDownload({ index }: FluxNode): boolean {
  return index % 211 !== 9;
}

function benchmarkOf(node: FluxNode): Row {
  if (!node.isReachable) {
    const bench = {
      ipaddress: '',
      status: '0',
      cores: 0,
      real_cores: 0,
      ram: 0,
      ssd: 0,
      hdd: 0,
      ddwrite: 0,
      eps: 0,
      ping: 0
    };
    const disksinfo = [{ disk: 'sda', size: 0, writespeed: 0 }];
    return {
      info: { version: '0', rpcport: 0 },
      status: { status: 'offline', benchmarking: '0' },
      bench: { ...bench, disksinfo }
    };
  }
  const state = benchmarkState(node);
  const isDone = state === node.tier;
  const { cores, ramGb, ssdGb, hddGb } = node.hardware;
  const size = ssdGb + hddGb;
  const { ddwrite, eps, ping, download, upload } = measuredOf(node);
  return {
    info: { version: '6.3.1', rpcport: 16_224 },
    status: { status: 'online', benchmarking: state, flux: 'connected', systemsecure: node.hasArcane },
    bench: {
      ipaddress: node.index % 10 === 0 ? node.ip : fullIp(node),
      architecture: node.index % 150 === 4 ? 'arm64' : 'amd64',
      armboard: '',
      status: state,
      time: 1_795_100_000 - (node.index % 45) * 86_400,
      cores: isDone ? cores : 0,
      real_cores: isDone ? Math.ceil(cores / 2) : 0,
      ram: isDone ? ramGb : 0,
      ssd: isDone ? ssdGb : 0,
      hdd: isDone ? hddGb : 0,
      ddwrite,
      totalstorage: isDone ? size : 0,
      disksinfo: [{ disk: 'sda', size, writespeed: ddwrite }],
      eps,
      eps_singlethread: Math.round((eps / cores) * 100) / 100,
      eps_multithread: eps,
      ping,
      download_speed: hasDownload(node) ? download : null,
      upload_speed: upload,
      bench_version: '6.3.1',
      speed_version: '1.2.0',
      systemsecure: node.hasArcane,
      error: state === 'failed' ? 'disk too slow' : ''
    }
  };
}

/** Its tier once the benchmark is done. */
export function benchmarkState({ index, tier }: FluxNode): Tier | 'running' | 'failed' {
  return index % 97 === 13 ? 'running' : index % 230 === 17 ? 'failed' : tier;
}

interface Measured {
  ddwrite: number;
  eps: number;
  ping: number;
  download: number;
  upload: number;
}

export function measuredOf({ index, hardware }: FluxNode): Measured {
  const random = new Random('bench', index);
  const hundredths = (amount: number) => Math.round(amount * 100) / 100;
  return {
    ddwrite: hundredths(200 + random.unit() * 1_800),
    eps: hundredths(hardware.cores * (60 + random.unit() * 80)),
    ping: Math.round(random.unit() * 200) / 10,
    download: hundredths(100 + random.unit() * 900),
    upload: hundredths(100 + random.unit() * 850)
  };
}

function fluxOf(node: FluxNode): Row {
  return {
    version: node.index % 1_100 === 8 ? '8.19.2' : '8.20.0',
    nodeJsVersion: '24.9.0',
    dockerVersion: '27.5.1',
    syncthingVersion: 'v1.29.5',
    mongoDbVersion: '7.0.14',
    os: 'Linux',
    ip: node.index % 2 === 0 ? fullIp(node) : shortIp(node),
    staticIp: node.place.isDataCenter,
    maxNumberOfIpChanges: 0,
    zelid: node.owner,
    timezone: 'UTC',
    dos: { dosState: 0, dosMessage: null },
    appsDos: { dosState: 0, dosMessage: null },
    dosStaging: false,
    upnp: false,
    development: 'false',
    ...(node.hasArcane && { arcaneVersion: '1.2.9' }),
    ...(tellsArcane(node) && { arcaneHumanVersion: arcaneName }),
    numberOfConnectionsOut: 14,
    numberOfConnectionsIn: 20
  };
}

function appsOf(node: FluxNode, instances: readonly Instance[]): Row {
  const resources = { appsCpusLocked: 0, appsRamLocked: 0, appsHddLocked: 0 };
  if (!node.isReachable) {
    return { fluxusage: '0', ...(node.index % 3 === 0 ? {} : { runningapps: [] }), resources };
  }
  const parts = instances.flatMap(({ app }) => app.product.components);
  for (const { cpu, ramMb, hddGb } of parts) {
    resources.appsCpusLocked = Math.round((resources.appsCpusLocked + cpu) * 10) / 10;
    resources.appsRamLocked += ramMb;
    resources.appsHddLocked += hddGb + 12;
  }
  const names = [...instances.flatMap(containersOf), ...straysOf(node)];
  const nodeSpecs = {
    cpuCores: node.hardware.cores,
    ram: node.hardware.ramGb * 1_000,
    ssdStorage: node.hardware.ssdGb
  };
  const stoppedApps = node.index % 90 === 1 ? -1 : instances.length - names.length;
  return {
    fluxusage: { totalApps: instances.length, runningApps: names.length, stoppedApps, nodeSpecs },
    runningapps: names.map((name) => ({ Names: [name], State: 'running', Status: 'Up 2 days' })),
    resources
  };
}

/** Containers that belong to no app: the platform's own, and one that nobody knows. */
export function straysOf({ index }: FluxNode): string[] {
  return [...(index % 400 === 21 ? ['/flux_watchtower'] : []), ...(index % 450 === 33 ? ['/fluxnobody_knows'] : [])];
}

function geolocationOf(node: FluxNode): Row | null {
  const { place, ip } = node;
  if (!node.isReachable)
    return { ip: '', continent: '', continentCode: '', country: '', countryCode: '', lat: 0, lon: 0 };
  if (node.index % 500 === 19) return null;
  const isFallback = node.index % 60 === 2;
  const { isDataCenter, org, isp, asn, ...where } = place;
  return {
    ip,
    ...where,
    region: '18',
    org,
    isp,
    asn: asn.includes(' ') ? asn : `${asn} ${org}`,
    mobile: false,
    proxy: false,
    ...(!isFallback && { hosting: isDataCenter, static: isDataCenter, dataCenter: isDataCenter })
  };
}
