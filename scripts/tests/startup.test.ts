/** The container's entry as a process, run by the system's sh, with stand-ins for API and web. */
import { expect, it, vi } from 'vitest';
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
