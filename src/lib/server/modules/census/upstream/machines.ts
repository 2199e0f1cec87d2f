/**
 * What the statistics service measured of each machine in its last round.
 *
 * A machine that did not answer has a row of zeros: nothing of it is known, which is not 0. A reachable machine without
 * apps has locked 0. A part with an odd value is unknown for that machine; one that is unknown for most of them has
 * changed its shape or was not collected, and says nothing about the network.
 */
import { z } from 'zod';
import type { Benchmark, LockedResources, Machine, Place } from '../../../../domain/census/census.ts';
import type { MachinesDocument } from './census-ports.ts';
import { answerPaths, areMost, askFluxinfo, isPlaceholder, refuseRound } from './fluxinfo.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { addressField } from '../../../platform/upstream/machine-address.ts';
import { operatorsOf, type Line } from './providers.ts';

const paths = [
  ...answerPaths,
  ...['cores', 'ram', 'ssd', 'hdd', 'ddwrite', 'eps', 'download_speed', 'upload_speed'].map(
    (measure) => `benchmark.bench.${measure}`
  ),
  'apps.resources',
  ...['country', 'countryCode', 'continentCode', 'regionName', 'org', 'isp', 'asn', 'dataCenter'].map(
    (field) => `geolocation.${field}`
  ),
  'flux.arcaneHumanVersion',
  'flux.version',
  'flux.staticIp'
];
const parts = ['benchmark', 'locked', 'place'] as const;

/** Who runs the house shows only among all of them. */
type ToldPlace = Omit<Place, 'provider'> & Line;
type ToldMachine = Omit<Machine, 'place'> & { place: ToldPlace | null };

const LONGEST_TEXT = 120;
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((told) => told?.trim().slice(0, LONGEST_TEXT) || null);
const amount = z.number().nonnegative();
/** Of interest for records alone. */
const measure = amount.nullish().catch(null);

const bench = z
  .object({
    cores: amount,
    ram: amount,
    ssd: amount,
    hdd: amount,
    ddwrite: measure,
    eps: measure,
    download_speed: measure,
    upload_speed: measure
  })
  .transform(({ cores, ram, ssd, hdd, ddwrite, eps, download_speed, upload_speed }): Benchmark => ({
    cores,
    ramGb: ram,
    storageGb: ssd + hdd,
    diskWrite: ddwrite ?? null,
    eps: eps ?? null,
    download: download_speed ?? null,
    upload: upload_speed ?? null
  }))
  .refine(({ cores, ramGb, storageGb }) => cores > 0 || ramGb > 0 || storageGb > 0, 'is running or has failed');

const resources = z
  .object({ appsCpusLocked: amount, appsRamLocked: amount, appsHddLocked: amount })
  .transform((locked): LockedResources => ({
    cores: locked.appsCpusLocked,
    ramMb: locked.appsRamLocked,
    storageGb: locked.appsHddLocked
  }));

const geolocation = z
  .object({
    /** Empty in a placeholder. */
    ip: z.string().min(1).nullish(),
    country: text,
    countryCode: text,
    continentCode: text,
    regionName: text,
    org: text,
    isp: text,
    asn: text,
    /** Missing where the service looked the place up elsewhere. */
    dataCenter: z.boolean().nullish().catch(null)
  })
  .transform(({ country, countryCode, continentCode, regionName: region, org, isp, asn, dataCenter }): ToldPlace => {
    return { country, countryCode, continentCode, region, org, isp, asn, isDataCenter: dataCenter ?? null };
  })
  .refine((place) => Object.values(place).some((field) => field !== null), 'is empty');

const machineRow = z.object({
  ip: addressField,
  benchmark: z
    .object({ bench })
    .transform((read) => read.bench)
    .nullish()
    .catch(null),
  apps: z
    .object({ resources })
    .transform((read) => read.resources)
    .nullish()
    .catch(null),
  geolocation: geolocation.nullish().catch(null),
  flux: z
    .object({ arcaneHumanVersion: text, version: text, staticIp: z.boolean().nullish().catch(null) })
    .nullish()
    .catch(null)
});

export function askMachines(host: Host, signal: AbortSignal): Promise<MachinesDocument> {
  return askFluxinfo(host, signal, {
    document: 'machines',
    paths,
    read: readMachine,
    weigh: countParts,
    conclude: withMissingParts
  });
}

function readMachine(told: unknown): ToldMachine | null {
  const row = machineRow.safeParse(told).data;
  if (row === undefined) return null;
  const { ip, benchmark = null, apps: locked = null, geolocation: place = null, flux } = row;
  const silent = { ip, benchmark: null, locked: null, place: null, arcaneName: null, version: null, hasStaticIp: null };
  if (isPlaceholder(told)) return silent;
  const { arcaneHumanVersion: arcaneName = null, version = null, staticIp } = flux ?? {};
  return { ip, benchmark, locked, place, arcaneName, version, hasStaticIp: staticIp ?? null };
}

function countParts(machine: ToldMachine): number {
  return parts.filter((part) => machine[part] !== null).length;
}

function withMissingParts(machines: ToldMachine[]): MachinesDocument {
  const have = (part: (typeof parts)[number]) => machines.filter((machine) => machine[part] !== null).length;
  const missing = parts.filter((part) => !areMost(have(part), machines.length));
  if (missing.length === parts.length) refuseRound('most machines tell nothing');
  return { machines: withOperators(machines), missing };
}

function withOperators(machines: ToldMachine[]): Machine[] {
  const operators = operatorsOf(machines.flatMap(({ place }) => place ?? []));
  let next = 0;
  return machines.map(({ place, ...machine }) => {
    if (place === null) return { ...machine, place };
    const { provider = null, isDataCenter = null } = operators[next++] ?? {};
    const { country, countryCode, continentCode, region } = place;
    return { ...machine, place: { country, countryCode, continentCode, region, provider, isDataCenter } };
  });
}
