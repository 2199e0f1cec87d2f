/** The container's entry as a process, run by the system's sh, with stand-ins for API and web. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { heapLimits } from '../run/host.js';
import { patience, setupSmallClone } from './small-clone.ts';

it.each(['SIGTERM', 'SIGINT'] as const)(
  'starts the API, then the web process, and drains both on %s',
  async (signal) => {
    const { start, started, busy } = await setupSmallClone();
    const { process: shell, output, exit } = start({}, 'container');
    await vi.waitFor(async () => expect(await busy()).toEqual(['api', 'web']), patience);
    expect(started()).toEqual(['api', 'web']);
    shell.kill(signal);
    expect(await exit).toBe(0);
    expect(output()).toContain('api drained');
    expect(output()).toContain('web drained');
    expect(await busy()).toEqual([]);
  }
);

it.each(['api', 'web'])('ends both with the code of the %s process that died', async (name) => {
  const { start, pidOf, busy } = await setupSmallClone();
  const { output, exit } = start({}, 'container');
  await vi.waitFor(async () => expect(await busy()).toEqual(['api', 'web']), patience);
  process.kill(pidOf(name), 'SIGUSR2');
  expect(await exit).toBe(75);
  expect(output()).toContain('ended unexpectedly (code 75)');
  expect(await busy()).toEqual([]);
});

it('ends at once with the code of an API that does not come up', async () => {
  const { start, started } = await setupSmallClone();
  const { output, exit } = start({ REFUSE: 'one problem in the environment' }, 'container');
  expect(await exit).toBe(1);
  expect(output()).toContain('one problem in the environment');
  expect(started()).toEqual(['api']);
});

const MIB = 1024 * 1024;

it.each([
  ['memory.max', `${512 * MIB}`, 192],
  ['memory/memory.limit_in_bytes', `${512 * MIB}`, 192],
  ['memory/memory.limit_in_bytes', '9223372036854771712', 320]
])('gives both processes a heap that fits the memory of the container (%s: %s)', async (file, limit, heap) => {
  const { start, folder, busy, optionsOf } = await setupSmallClone();
  mkdirSync(dirname(join(folder, 'cgroup', file)), { recursive: true });
  writeFileSync(join(folder, 'cgroup', file), `${limit}\n`);
  const { process: shell, exit } = start({}, 'container', [join(folder, 'cgroup')]);
  await vi.waitFor(async () => expect(await busy()).toEqual(['api', 'web']), patience);
  const options = (young: number) => [`--max-old-space-size=${heap}`, `--max-semi-space-size=${young}`];
  expect([optionsOf('api'), optionsOf('web')]).toEqual([options(4), options(2)]);
  expect([heapLimits('api', Number(limit) || 0), heapLimits('web', Number(limit) || 0)]).toEqual([
    options(4),
    options(2)
  ]);
  shell.kill('SIGTERM');
  expect(await exit).toBe(0);
});

it('keeps the heap between what the product needs and what it is worth', () => {
  const heaps = [128, 512, 4_096].map((mib) => heapLimits('api', mib * MIB)[0]);
  expect(heaps).toEqual([96, 192, 320].map((mib) => `--max-old-space-size=${mib}`));
});
