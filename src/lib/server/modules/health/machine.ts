/**
 * What this process may use of the machine: a container's memory and cores where it has limits, else the machine's.
 *
 * Read from control groups, version 2 and 1. A limit counts at whatever level above the process it stands; used is what
 * counts against that limit, without what the system would give back at once (as `docker stats` says it). Files that are
 * not there are limits that do not exist.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

export interface Machine {
  /** Whole cores, at least one: a limit of 1.5 cores is two of them. */
  cpuCores: number;
  totalBytes: number;
  usedBytes: number;
}

interface Group {
  memory: string;
  cpu: string;
  files: { limit: string; used: string; reclaimable: string };
  quota: (folder: string) => number | null;
}

const V2 = { limit: 'memory.max', used: 'memory.current', reclaimable: 'inactive_file' };
const V1 = { limit: 'memory.limit_in_bytes', used: 'memory.usage_in_bytes', reclaimable: 'total_inactive_file' };

/** `root`: where the system's `proc` and `sys` are. */
export function readMachine(root = '/'): Machine {
  const groups = groupsOf(root);
  const memory = groups.map((group) => memoryOf(root, group)).find((each) => each !== null) ?? null;
  const [quota] = groups
    .flatMap(({ cpu, quota: read }) => levels(root, cpu).flatMap((folder) => read(folder) ?? []))
    .sort((a, b) => a - b);
  const cores = availableParallelism();
  return {
    cpuCores: quota === undefined ? cores : Math.max(1, Math.min(cores, Math.ceil(quota))),
    ...(memory ?? { totalBytes: totalmem(), usedBytes: totalmem() - freemem() })
  };
}

/** The process's own groups, the newer version first. */
function groupsOf(root: string): Group[] {
  const paths = new Map<string, string>();
  for (const line of (textIn(join(root, 'proc/self/cgroup')) ?? '').split('\n')) {
    const [, controllers, path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    for (const name of controllers?.split(',') ?? []) paths.set(name, path);
  }
  const own = paths.get('') ?? '/';
  const of = (name: string) => join('sys/fs/cgroup', name, paths.get(name) ?? '/');
  return [
    { memory: join('sys/fs/cgroup', own), cpu: join('sys/fs/cgroup', own), files: V2, quota: quotaOfV2 },
    { memory: of('memory'), cpu: of('cpu'), files: V1, quota: quotaOfV1 }
  ];
}

/** null: no level has a limit below the machine's own memory. */
function memoryOf(root: string, { memory, files }: Group): Omit<Machine, 'cpuCores'> | null {
  const limited = levels(root, memory).flatMap((folder) => {
    const limit = numberIn(join(folder, files.limit));
    return limit !== null && limit > 0 && limit < totalmem() ? [{ folder, limit }] : [];
  });
  const [lowest] = limited.sort((a, b) => a.limit - b.limit);
  if (lowest === undefined) return null;
  const used = numberIn(join(lowest.folder, files.used)) ?? 0;
  const statistics = textIn(join(lowest.folder, 'memory.stat')) ?? '';
  const reclaimable = Number(new RegExp(`^${files.reclaimable} (\\d+)$`, 'm').exec(statistics)?.[1] ?? 0);
  return { totalBytes: lowest.limit, usedBytes: Math.min(lowest.limit, Math.max(0, used - reclaimable)) };
}

/** A folder and those above it, as far as they are mounted: a container sees its own group as the root. */
function levels(root: string, path: string): string[] {
  const top = join(root, 'sys/fs/cgroup');
  const found: string[] = [];
  for (let folder = join(root, path); folder.startsWith(top); folder = dirname(folder)) {
    if (existsSync(folder)) found.push(folder);
  }
  return found;
}

/** `50000 100000`: half a core; `max 100000`: no limit. */
function quotaOfV2(folder: string): number | null {
  const [, quota, period] = /^(\d+) (\d+)/.exec(textIn(join(folder, 'cpu.max')) ?? '') ?? [];
  return coresOf(Number(quota), Number(period));
}

/** -1: no limit. */
function quotaOfV1(folder: string): number | null {
  return coresOf(numberIn(join(folder, 'cpu.cfs_quota_us')), numberIn(join(folder, 'cpu.cfs_period_us')));
}

function coresOf(quota: number | null, period: number | null): number | null {
  const cores = (quota ?? 0) / (period ?? 0);
  return Number.isFinite(cores) && cores > 0 ? cores : null;
}

function numberIn(path: string): number | null {
  const text = textIn(path)?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
