/**
 * What the Dockerfile puts into the image, put into a folder: its own COPY lines and the RUN line of its packages stage are
 * followed, with the build that lies in build/ as the output of its build stage.
 *
 * The tree belongs to whoever runs the tests and only `data` to the user of the container, so a product that writes
 * anywhere else fails, as it would on a read-only root.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../support/source-files.ts';

export interface Image {
  folder: string;
  /** Name and default of what the Dockerfile sets. */
  env: Record<string, string>;
  /** The path that HEALTHCHECK asks for on the public port. */
  healthPath: string;
  command: string;
  /** Whom the processes run as; null where the tests may not choose. */
  user: { uid: number; gid: number } | null;
}

interface Stage {
  name: string | null;
  lines: string[];
}

const NOBODY = 65_534;

export function assembleImage(): Image {
  const stages = readStages(readFileSync(join(repository, 'Dockerfile'), 'utf8'));
  const final = stages.at(-1);
  const packages = stages.find(({ name }) => name === 'packages');
  if (final === undefined || packages === undefined) throw new Error('the Dockerfile has other stages than expected');
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  chmodSync(root, 0o755);
  const sources = { build: repository, packages: join(root, 'packages') };
  const folder = join(root, 'app');
  for (const path of [sources.packages, folder]) mkdirSync(path);

  copy(packages, sources.packages, {});
  for (const command of linesOf(packages, 'RUN')) {
    execFileSync('sh', ['-c', command], {
      cwd: sources.packages,
      stdio: 'pipe',
      env: { ...process.env, npm_config_prefer_offline: 'true' }
    });
  }
  copy(final, folder, sources);
  const data = join(folder, 'data');
  mkdirSync(data);
  const user = process.getuid?.() === 0 && canBeNobody() ? { uid: NOBODY, gid: NOBODY } : null;
  if (user !== null) chownSync(data, user.uid, user.gid);

  const text = final.lines.join('\n');
  const env = [...(linesOf(final, 'ENV')[0] ?? '').matchAll(/([A-Z_]+)=(\S+)/g)];
  return {
    folder,
    env: Object.fromEntries(env.map(([, name = '', value = '']) => [name, value])),
    healthPath: /HEALTHCHECK .*"http:\/\/127\.0\.0\.1:\$\{FRONTEND_PORT\}(\/[^"]+)"/.exec(text)?.[1] ?? '',
    command: (JSON.parse(linesOf(final, 'CMD')[0] ?? '[]') as string[])[0] ?? '',
    user
  };
}

/** Stages with their instructions, one a line: comments gone, continued lines joined. */
function readStages(dockerfile: string): Stage[] {
  const stages: Stage[] = [];
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  for (const line of lines.filter((each) => each !== '')) {
    const from = /^FROM \S+(?: AS (\w+))?$/.exec(line);
    if (from) stages.push({ name: from[1] ?? null, lines: [] });
    else stages.at(-1)?.lines.push(line);
  }
  return stages;
}

function linesOf({ lines }: Stage, instruction: string): string[] {
  return lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
}

function copy(stage: Stage, target: string, stages: Record<string, string>): void {
  for (const line of linesOf(stage, 'COPY')) {
    const [, from, paths = ''] = /^(?:--from=(\w+) )?(.+)$/.exec(line) ?? [];
    const source = from === undefined ? repository : stages[from];
    if (source === undefined) throw new Error(`the Dockerfile copies from an unknown stage: ${line}`);
    const names = paths.split(' ');
    const last = names.pop() ?? '.';
    for (const name of names) {
      const path = join(source, name.replace(/^\/app\//, ''));
      if (!existsSync(path)) throw new Error(`${path} is missing: npm test builds first, or run npm run build`);
      const isFile = last.endsWith('/');
      cpSync(path, join(target, last, isFile ? name : ''), { recursive: true });
    }
  }
}

function canBeNobody(): boolean {
  try {
    execFileSync(process.execPath, ['--version'], { uid: NOBODY, gid: NOBODY, env: {} });
    return true;
  } catch {
    return false;
  }
}
