/**
 * A clone in a temporary folder that starts in milliseconds: the real scripts, with stand-ins for API, web and simulator.
 * Each stand-in records that it started, its process id and its environment.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hashInputs } from '../prepare/bundle.js';
import { root as repository } from '../run/main.js';

/** How long a real process may take to do what a test waits for. */
export const patience = { timeout: 20_000, interval: 20 };

export async function setupSmallClone() {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const pids = new Set<number>();
  onTestFinished(() => {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  for (const part of ['scripts/start.js', 'scripts/prepare.js', 'scripts/prepare', 'scripts/run', 'startup.sh']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  const bin = join(folder, 'node_modules', 'node', 'bin');
  for (const path of [bin, join(folder, 'build/api'), join(folder, 'build/web'), join(folder, 'simulator')]) {
    mkdirSync(path, { recursive: true });
  }
  symlinkSync(process.execPath, join(bin, 'node'));
  const files = {
    'package.json': '{ "type": "module", "scripts": { "start": "exec node scripts/start.js" } }',
    'package-lock.json': '{ "packages": { "": {} } }',
    'node_modules/.package-lock.json': '{ "packages": {} }',
    'build/api/api.js': standIn('api', 'API_PORT'),
    'build/api/web.js': standIn('web', 'FRONTEND_PORT'),
    'build/web/handler.js': '',
    'simulator/main.ts': `${record('simulator')}console.log('{"url":"http://simulated.test"}');setInterval(() => 0, 1e9);`
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  markBuilt(folder);

  const ports = { api: await freePort(), web: await freePort() };
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Recorded;

  function start(env: Record<string, string> = {}, by: keyof typeof commands = 'start', more: string[] = []) {
    const [command, ...args] = [...commands[by], ...more];
    const child = spawn(command, args, {
      cwd: folder,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        HOST: '127.0.0.1',
        FRONTEND_PORT: String(ports.web),
        API_PORT: String(ports.api),
        npm_config_update_notifier: 'false',
        ...env
      }
    });
    pids.add(child.pid!);
    return { process: child, output: collect(child), exit: once(child, 'close').then(([code]) => code as unknown) };
  }

  return {
    folder,
    ports,
    start,
    started: () =>
      existsSync(join(folder, 'started')) ? readFileSync(join(folder, 'started'), 'utf8').trim().split('\n') : [],
    pidOf: (name: string) => {
      pids.add(read(name).pid);
      return read(name).pid;
    },
    environmentOf: (name: string) => read(name).env,
    /** What its Node was told. */
    optionsOf: (name: string) => read(name).options,
    busy: async () => {
      const taken = await Promise.all(Object.values(ports).map(isTaken));
      return Object.keys(ports).filter((_, index) => taken[index]);
    }
  };
}

/** Says that the build is that of what now lies in the clone. */
export function markBuilt(folder: string): void {
  writeFileSync(join(folder, 'build', '.inputs'), hashInputs(folder));
}

const commands = {
  start: [process.execPath, 'scripts/start.js'],
  demo: [process.execPath, 'scripts/start.js', '--demo'],
  npm: ['npm', 'start'],
  container: ['sh', './startup.sh']
} satisfies Record<string, [string, ...string[]]>;

interface Recorded {
  pid: number;
  options: string[];
  env: Record<string, string>;
}

function record(name: string): string {
  return `import { appendFileSync, writeFileSync } from 'node:fs';
    writeFileSync('${name}.json', JSON.stringify({ pid: process.pid, options: process.execArgv, env: process.env }));
    appendFileSync('started', '${name}\\n');
    process.on('disconnect', () => process.exit(0));`;
}

function standIn(name: string, port: string): string {
  return `${record(name)}
    import { createServer } from 'node:http';
    if (process.env.REFUSE) { console.error(process.env.REFUSE); process.exit(1); }
    process.on('SIGUSR2', () => process.exit(75));
    process.on('SIGTERM', () => { console.log('${name} drained'); process.exit(0); });
    createServer((request, response) => {
      response.writeHead(request.url === '/api/health/live' ? 200 : 404).end();
    }).listen(Number(process.env.${port}), '127.0.0.1');`;
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)));
  return () => text;
}

/** Does something listen there? A connection tells, whether or not the system has reaped a dead process. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
