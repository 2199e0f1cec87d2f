/**
 * What the statistics service measured of each machine in its last round.
 *
 * A machine that did not answer has a row of zeros: nothing of it is known, which is not 0. A reachable machine without
 * apps has locked 0. A part with an odd value is unknown for that machine; one that is unknown for most of them has
 * changed its shape or was not collected, and says nothing about the network.
 */
import { z } from 'zod';
import type { Benchmark, LockedResources, Machine, Place } from '../../domain/census.ts';
import type { MachinesDocument } from './census-ports.ts';
import { answerPaths, areMost, askFluxinfo, isPlaceholder, refuseRound } from './fluxinfo.ts';
import type { Host } from './http.ts';
import { addressField } from './machine-address.ts';
import { operatorOf } from './providers.ts';

const paths = [
  ...answerPaths,
  ...['cores', 'ram', 'ssd', 'hdd', 'ddwrite', 'eps', 'download_speed', 'upload_speed'].map(
    (measure) => `benchmark.bench.${measure}`
  ),
  'apps.resources',
  ...['country', 'countryCode', 'continentCode', 'org', 'isp', 'dataCenter'].map((field) => `geolocation.${field}`),
  'flux.arcaneHumanVersion'
];
const parts = ['benchmark', 'locked', 'place'] as const;

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
    org: text,
    isp: text,
    /** Missing where the service looked the place up elsewhere. */
    dataCenter: z.boolean().nullish().catch(null)
  })
  .transform(({ country, countryCode, continentCode, org, isp, dataCenter }): Place => {
    return { country, countryCode, continentCode, ...operatorOf({ org, isp, isDataCenter: dataCenter ?? null }) };
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
  flux: z.object({ arcaneHumanVersion: text }).nullish().catch(null)
});

export function askMachines(host: Host, signal: AbortSignal): Promise<MachinesDocument> {
  return askFluxinfo(host, signal, { paths, read: readMachine, weigh: countParts, conclude: withMissingParts });
}

function readMachine(told: unknown): Machine | null {
  const row = machineRow.safeParse(told).data;
  if (row === undefined) return null;
  const { ip, benchmark = null, apps: locked = null, geolocation: place = null, flux } = row;
  if (isPlaceholder(told)) return { ip, benchmark: null, locked: null, place: null, arcaneName: null };
  return { ip, benchmark, locked, place, arcaneName: flux?.arcaneHumanVersion ?? null };
}

function countParts(machine: Machine): number {
  return parts.filter((part) => machine[part] !== null).length;
}

function withMissingParts(machines: Machine[]): MachinesDocument {
  const have = (part: (typeof parts)[number]) => machines.filter((machine) => machine[part] !== null).length;
  const missing = parts.filter((part) => !areMost(have(part), machines.length));
  if (missing.length === parts.length) refuseRound('most machines tell nothing');
  return { machines, missing };
}
