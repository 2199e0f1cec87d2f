/** The start script as a process, in a small clone whose API, web and simulator are stand-ins. They are killed for real. */
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { markBuilt, patience, setupSmallClone } from './small-clone.ts';

it('starts the API, then the web process, says where they are, and drains both on SIGTERM', async () => {
  const { start, ports, started } = await setupSmallClone();
  const { process: main, output, exit } = start();
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  expect(started()).toEqual(['api', 'web']);
  expect(output()).toContain(`http://localhost:${ports.web}`);
  expect(output()).toContain(`http://127.0.0.1:${ports.api}/api`);
  expect(output()).toContain(join('data', 'admin-token'));
  main.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(output()).toContain('api drained');
  expect(output()).toContain('web drained');
});

it.each(['api', 'web'] as const)('ends everything with the code of the %s process that died', async (name) => {
  const { start, pidOf, busy } = await setupSmallClone();
  const { output, exit } = start();
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  process.kill(pidOf(name), 'SIGUSR2');
  expect(await exit).toBe(75);
  expect(output()).toContain('ended unexpectedly (code 75)');
  expect(await busy()).toEqual([]);
});

it('gives the reason and the code of an API that does not come up, and starts no web process', async () => {
  const { start, started } = await setupSmallClone();
  const { output, exit } = start({ REFUSE: 'one problem in the environment' });
  expect(await exit).toBe(1);
  expect(output()).toContain('one problem in the environment');
  expect(output()).toContain('the API ended unexpectedly (code 1)');
  expect(started()).toEqual(['api']);
});

it('leaves no process behind when it is killed', async () => {
  const { start, busy } = await setupSmallClone();
  const { process: main, output } = start();
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  main.kill('SIGKILL');
  await vi.waitFor(async () => expect(await busy()).toEqual([]), patience);
});

it('leaves no process behind when npm is killed', async () => {
  const { start, busy } = await setupSmallClone();
  const { process: npm, output } = start({}, 'npm');
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  npm.kill('SIGKILL');
  await vi.waitFor(async () => expect(await busy()).toEqual([]), patience);
});

it('drains when npm is asked to end, and npm ends with 0', async () => {
  const { start } = await setupSmallClone();
  const { process: npm, output, exit } = start({}, 'npm');
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  npm.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(output()).toContain('api drained');
});

it.each(['FRONTEND_PORT', 'API_PORT'])('names a taken port and %s, which moves it', async (variable) => {
  const { start, started } = await setupSmallClone();
  const taken = createServer();
  await once(taken.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const { output, exit } = start({ [variable]: String(port) });
  expect(await exit).toBe(1);
  expect(output()).toContain(`port ${port} on`);
  expect(output()).toContain(`set ${variable} to a free port`);
  expect(started()).toEqual([]);
});

it('installs what the lock file names, development packages included, before it starts', async () => {
  const { start, folder } = await setupSmallClone();
  const dependencies = { devDependencies: { local: 'file:local' } };
  const local = {
    '': dependencies,
    local: { version: '1.0.0' },
    'node_modules/local': { resolved: 'local', link: true }
  };
  mkdirSync(join(folder, 'local'));
  writeFileSync(join(folder, 'local', 'package.json'), '{ "name": "local", "version": "1.0.0" }');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', ...dependencies }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages: local }));
  markBuilt(folder);
  const { output } = start({ NODE_ENV: 'production' });
  await vi.waitFor(() => expect(output()).toContain('admin token'), patience);
  expect(output()).toContain('installing packages');
  expect(existsSync(join(folder, 'node_modules', 'local', 'package.json'))).toBe(true);
});

it('says what to do when npm cannot install what the lock file names, and starts nothing', async () => {
  const { start, folder, started } = await setupSmallClone();
  const asks = { dependencies: { outer: 'file:outer' } };
  // Its own dependency is not locked: as in a file that npm made beside an installed node_modules.
  const locked = { '': asks, outer: { version: '1.0.0' }, 'node_modules/outer': { resolved: 'outer', link: true } };
  mkdirSync(join(folder, 'outer'));
  const inner = { name: 'outer', version: '1.0.0', dependencies: { inner: 'file:../inner' } };
  writeFileSync(join(folder, 'outer', 'package.json'), JSON.stringify(inner));
  mkdirSync(join(folder, 'inner'));
  writeFileSync(join(folder, 'inner', 'package.json'), '{ "name": "inner", "version": "1.0.0" }');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', ...asks }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages: locked }));
  const { output, exit } = start();
  expect(await exit).toBe(1);
  expect(output()).toContain('run "npm run lock"; then start again');
  expect(started()).toEqual([]);
});

it('reads .env, where the environment wins', async () => {
  const { start, folder, environmentOf } = await setupSmallClone();
  writeFileSync(join(folder, '.env'), 'LOG_LEVEL=warn\nDB_PATH=elsewhere/db.sqlite3\n');
  const { output } = start({ LOG_LEVEL: 'debug' });
  await vi.waitFor(() => expect(output()).toContain(join('elsewhere', 'admin-token')), patience);
  expect(environmentOf('api')).toMatchObject({ LOG_LEVEL: 'debug', DB_PATH: 'elsewhere/db.sqlite3' });
});

it("points the demo at the simulated network and at nothing of the operator's", async () => {
  const { start, environmentOf, started } = await setupSmallClone();
  const operator = { DB_PATH: 'data/mine.sqlite3', R2_BUCKET_NAME: 'mine', SUPABASE_URL: 'https://mine.test' };
  const { process: main, output, exit } = start(operator, 'demo');
  await vi.waitFor(() => expect(output()).toContain('on the simulated network'), patience);
  expect(started()).toEqual(['simulator', 'api', 'web']);
  const environment = environmentOf('api');
  expect(environment).toMatchObject({
    DB_TYPE: 'sqlite',
    DB_PATH: 'data/demo.sqlite3',
    FLUX_API_URL: 'http://simulated.test/api',
    FLUX_STATS_URL: 'http://simulated.test/stats',
    FLUX_BLOCKBOOK_URL: 'http://simulated.test/blockbook',
    FLUX_EXPLORER_URL: 'http://simulated.test/explorer',
    COINGECKO_URL: 'http://simulated.test/coingecko',
    BINANCE_URL: 'http://simulated.test/binance',
    CRYPTOCOMPARE_URL: 'http://simulated.test/cryptocompare',
    MEMPOOL_URL: 'http://simulated.test/mempool'
  });
  expect(Object.keys(environment).filter((name) => /^(R2_|SUPABASE_)/.test(name))).toEqual([]);
  main.kill('SIGTERM');
  expect(await exit).toBe(0);
});
