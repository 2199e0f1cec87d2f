/** The container without a container: the tree of the image, its own entry script, its own settings, another user. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { until } from '../process/api-process.ts';
import { repository } from '../support/source-files.ts';
import { STARTING_MS, startContainer, untilHealthy, type Container } from './container.ts';
import { assembleImage, type Image } from './image.ts';
import { startLoad } from './load.ts';

describe.runIf(existsSync('/proc/self/status'))('what the Dockerfile would build', { timeout: 2 * STARTING_MS }, () => {
  let image: Image;
  let simulator: Simulator;
  const running: Container[] = [];

  beforeAll(async () => {
    image = assembleImage();
    simulator = await startSimulator({ scale: 0.01, payments: 1_000, blockMs: 'manual', maxTipLag: 0 });
  }, 300_000);
  afterEach(async () => {
    for (const container of running.splice(0)) await container.end();
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(dirname(image.folder), { recursive: true, force: true });
  });

  it('holds production packages only, and nothing to build with', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(repository, 'package.json'), 'utf8')
    ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
    const installed = (name: string) => existsSync(join(image.folder, 'node_modules', name));
    expect(Object.keys(dependencies).filter((name) => !installed(name))).toEqual([]);
    expect(Object.keys(devDependencies).filter(installed)).toEqual([]);
    expect(readdirSync(image.folder).sort()).toEqual(
      ['LICENSE', 'build', 'data', 'node_modules', 'package.json', 'startup.sh'].sort()
    );
  });

  it('runs: healthy, then ready, pages and figures through the one public port, nothing written outside data', async () => {
    const container = await start();
    await ready(container);
    const page = await fetch(container.url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<svg')]);
    expect(readdirSync(image.folder)).toHaveLength(6);
    container.signal('SIGTERM');
    expect(await container.exit).toBe(0);
  });

  it('answers every open request on SIGTERM under load, and ends with 0', async () => {
    const container = await start();
    await ready(container);
    const load = startLoad(container.url);
    await until(
      () => Promise.resolve(load.answered()),
      (count) => count > 200
    );
    const openAtSignal = load.mark();
    container.signal('SIGTERM');
    expect(await container.exit).toBe(0);
    const { unanswered, failures } = await load.stop();
    expect(openAtSignal).toBeGreaterThan(8);
    expect({ unanswered, failures }).toEqual({ unanswered: [], failures: [] });
  });

  it.each(['api', 'web'] as const)(
    'ends non-zero when the %s process is killed, and takes the other along',
    async (name) => {
      const container = await start();
      await untilHealthy(container, image);
      const other = container.pidOf(name === 'api' ? 'web' : 'api');
      process.kill(container.pidOf(name), 'SIGKILL');
      expect(await container.exit).toBe(137);
      expect(container.output()).toContain('ended unexpectedly (code 137)');
      expect(existsSync(`/proc/${other}`)).toBe(false);
    }
  );

  it('ends with 1 and every reason when its settings are wrong', async () => {
    const container = await start({ LOG_LEVEL: 'loud', TRUST_PROXY: 'yes' });
    expect(await container.exit).toBe(1);
    for (const name of ['LOG_LEVEL', 'TRUST_PROXY']) expect(container.output()).toContain(name);
  });

  it('ends with 1 and the command that mends it when the data volume cannot be written', async ({ skip }) => {
    if (image.user === null) skip('only root can give a folder to somebody else');
    const folder = join(image.folder, 'data', '..', '..', 'volume');
    mkdirSync(folder, { mode: 0o755 });
    const container = await start({ DB_PATH: join(folder, 'fluxtracker.sqlite3') });
    expect(await container.exit).toBe(1);
    expect(container.output()).toContain(`run "chown -R 65534:65534 ${folder}" as root`);
  });

  async function start(env: Record<string, string> = {}): Promise<Container> {
    for (const name of readdirSync(join(image.folder, 'data'))) rmSync(join(image.folder, 'data', name));
    const container = await startContainer(image, { ...simulator.env, ...env });
    running.push(container);
    return container;
  }
  async function ready(container: Container): Promise<void> {
    await untilHealthy(container, image);
    await until(
      () => fetch(`${container.url}/api/health/ready`),
      ({ status }) => status === 200,
      STARTING_MS
    );
  }
});
