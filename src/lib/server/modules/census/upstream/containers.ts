/**
 * Running containers of each machine, by name: the only thing the statistics service still tells of them.
 *
 * A machine that did not answer, or whose containers are not told, is left out: unknown, not idle. Names that vanish from
 * the answer (as images did in September 2026) leave empty objects behind, which is an outage.
 */
import { z } from 'zod';
import type { MachineContainers } from '../../../../domain/census/census.ts';
import { answerPaths, areMost, askFluxinfo, isPlaceholder, refuseRound } from './fluxinfo.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { addressField } from '../../../platform/upstream/machine-address.ts';

const paths = [...answerPaths, 'apps.runningapps.Names'];

/** Its first name; empty where it tells none, so that it still counts as a container. */
const container = z
  .object({ Names: z.tuple([z.string()], z.unknown()) })
  .transform(({ Names: [first] }) => first)
  .catch('');
const machineRow = z.object({
  ip: addressField,
  apps: z
    .object({ runningapps: z.array(container) })
    .nullish()
    .catch(null)
});

interface Told {
  ip: string;
  /** null: not known. */
  names: string[] | null;
}

export function askContainers(host: Host, signal: AbortSignal): Promise<MachineContainers[]> {
  const weigh = ({ names }: Told) => (names === null ? 0 : 1);
  return askFluxinfo(host, signal, {
    document: 'containers',
    paths,
    read: readContainers,
    weigh,
    conclude: knownContainers
  });
}

function readContainers(told: unknown): Told | null {
  const row = machineRow.safeParse(told).data;
  if (row === undefined) return null;
  return { ip: row.ip, names: isPlaceholder(told) ? null : (row.apps?.runningapps ?? null) };
}

function knownContainers(rows: Told[]): MachineContainers[] {
  const known = rows.flatMap(({ ip, names }) => (names === null ? [] : [{ ip, names }]));
  if (!areMost(known.length, rows.length)) refuseRound('most machines do not tell their containers');
  const names = known.flatMap((machine) => machine.names);
  if (names.length === 0) refuseRound('no machine runs a container');
  if (!areMost(names.filter((name) => name !== '').length, names.length)) refuseRound('containers have no names');
  return known;
}
