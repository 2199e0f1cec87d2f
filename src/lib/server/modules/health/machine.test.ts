/** Control groups as containers have them, planted as files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readMachine } from './machine.ts';

const MIB = 1024 * 1024;
const UNLIMITED_V1 = '9223372036854771712';
const limited = { totalBytes: 512 * MIB, usedBytes: 200 * MIB };
const memoryV2 = (folder: string, limit: string | number = 512 * MIB) => ({
  [`${folder}/memory.max`]: `${limit}\n`,
  [`${folder}/memory.current`]: `${260 * MIB}\n`,
  [`${folder}/memory.stat`]: `anon 1\nfile 2\ninactive_file ${60 * MIB}\nactive_file 4\n`
});
const memoryV1 = (folder: string, limit: string | number = 512 * MIB) => ({
  [`${folder}/memory.limit_in_bytes`]: `${limit}\n`,
  [`${folder}/memory.usage_in_bytes`]: `${260 * MIB}\n`,
  [`${folder}/memory.stat`]: `cache 1\ninactive_file 5\ntotal_inactive_file ${60 * MIB}\n`
});

it.each<[string, Record<string, string>]>([
  ['version 2 in a container', { 'proc/self/cgroup': '0::/\n', ...memoryV2('sys/fs/cgroup') }],
  [
    'version 2 in a service of the machine',
    { 'proc/self/cgroup': '0::/system.slice/flux.service\n', ...memoryV2('sys/fs/cgroup/system.slice/flux.service') }
  ],
  [
    'version 2 where a level above has the limit',
    {
      'proc/self/cgroup': '0::/a/b\n',
      ...memoryV2('sys/fs/cgroup/a'),
      'sys/fs/cgroup/a/b/memory.max': 'max\n',
      'sys/fs/cgroup/a/b/memory.current': '1\n'
    }
  ],
  [
    'version 1 in a container that sees the path outside',
    { 'proc/self/cgroup': '4:memory:/docker/1a2b\n0::/\n', ...memoryV1('sys/fs/cgroup/memory') }
  ],
  [
    'version 1 in a group of its own',
    {
      'proc/self/cgroup': '9:cpu,cpuacct:/x\n4:memory:/x\n',
      ...memoryV1('sys/fs/cgroup/memory', UNLIMITED_V1),
      ...memoryV1('sys/fs/cgroup/memory/x')
    }
  ]
])("tells the container's memory from %s", (_, files) => {
  expect(readMachine(plant(files))).toMatchObject(limited);
});

it.each<[string, Record<string, string>]>([
  ['version 2 says max', { 'proc/self/cgroup': '0::/\n', ...memoryV2('sys/fs/cgroup', 'max') }],
  [
    'version 1 says its greatest number',
    { 'proc/self/cgroup': '4:memory:/\n', ...memoryV1('sys/fs/cgroup/memory', UNLIMITED_V1) }
  ],
  ['nothing is said', {}]
])("tells the machine's memory and cores where %s", (_, files) => {
  const { totalBytes, usedBytes, cpuCores } = readMachine(plant(files));
  expect([totalBytes, cpuCores]).toEqual([totalmem(), availableParallelism()]);
  expect(usedBytes).toBeGreaterThan(0);
});

it.each<[string, number, Record<string, string>]>([
  ['half a core, version 2', 1, { 'sys/fs/cgroup/cpu.max': '50000 100000\n' }],
  ['more cores than there are', availableParallelism(), { 'sys/fs/cgroup/cpu.max': '99900000 100000\n' }],
  ['no limit, version 2', availableParallelism(), { 'sys/fs/cgroup/cpu.max': 'max 100000\n' }],
  [
    'one core, version 1',
    1,
    { 'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n', 'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n' }
  ],
  [
    'no limit, version 1',
    availableParallelism(),
    { 'sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n', 'sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n' }
  ]
])('counts the cores of %s', (_, cores, files) => {
  expect(readMachine(plant(files)).cpuCores).toBe(cores);
});

function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}
