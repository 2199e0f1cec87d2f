import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createGroup } from '../run/group.js';

it('ends with 0 when every process ended by itself after the signal', async () => {
  const { group, run } = setup();
  await run("process.on('SIGTERM', () => process.exit(0))");
  await run("process.on('SIGTERM', () => process.exit(0))");
  group.stop();
  expect(await group.ended).toBe(0);
});

it('counts a process that the signal ended before it could handle it as ended', async () => {
  const { group, run } = setup();
  await run('');
  group.stop();
  expect(await group.ended).toBe(0);
});

it('fails when a process answers the signal with an error', async () => {
  const { group, run } = setup();
  await run("process.on('SIGTERM', () => process.exit(3))");
  group.stop();
  expect(await group.ended).toBe(1);
});

it('kills what does not end in time, and fails', async () => {
  const { group, run, warnings } = setup(50);
  await run("process.on('SIGTERM', () => 0)");
  group.stop();
  expect(await group.ended).toBe(1);
  expect(warnings).toEqual(['part did not end within 0.05 s and was killed']);
});

it('ends the others when one is killed', async () => {
  const { group, run, warnings } = setup();
  await run("process.on('SIGTERM', () => process.exit(0))");
  const victim = await run('');
  victim.kill('SIGKILL');
  expect(await group.ended).toBe(1);
  expect(warnings).toEqual(['part ended unexpectedly (SIGKILL)']);
});

it('fails when one ends by itself, even with 0', async () => {
  const { group, run } = setup();
  await run("process.on('message', () => process.exit(0))").then((child) => child.send('go'));
  expect(await group.ended).toBe(1);
});

it('names a command that cannot be started', async () => {
  const { group, warnings } = setup();
  group.start({ name: 'part', command: '/nonexistent', args: [], env: {} });
  expect(await group.ended).toBe(1);
  expect(warnings[0]).toContain('part could not be started');
});

it('starts nothing once it is stopping', async () => {
  const { group, run } = setup();
  group.stop();
  expect(await group.ended).toBe(0);
  await expect(run('')).rejects.toThrow('aborted');
});

it('says what a process answered that did not come up in time', async () => {
  const { group, serve } = setup();
  const url = await serve(503);
  await expect(group.waitUntilLive({ name: 'the API', url, withinMs: 150 })).rejects.toThrow(
    /the API did not answer at http.* within 0.15 s \(status 503\)/
  );
});

it('gives up waiting when the group stops', async () => {
  const { group, serve } = setup();
  const waiting = group.waitUntilLive({ name: 'the API', url: await serve(503) });
  group.stop();
  await expect(waiting).rejects.toThrow('aborted');
});

function setup(drainWithinMs = 10_000) {
  const warnings: string[] = [];
  const group = createGroup({ cwd: process.cwd(), warn: (text) => warnings.push(text), drainWithinMs });
  onTestFinished(async () => {
    group.stop();
    await group.ended;
  });

  /** Runs the code in a process of the group and waits until it is set up. */
  async function run(code: string) {
    const program = `setInterval(() => 0, 1e9); ${code}; process.send('ready');`;
    const child = group.start({ name: 'part', command: process.execPath, args: ['-e', program], env: {} });
    await new Promise((resolve) => child.once('message', resolve));
    return child;
  }

  async function serve(status: number): Promise<string> {
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  return { group, run, serve, warnings };
}
