/**
 * The files of new databases. Making them takes longer than most tests that begin with one, so they are made once for each
 * version and kept beside the packages; every database gets a copy. Processes that make them at once make the same.
 */
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { findPostgres, makeData } from '../../../scripts/supabase/cluster.ts';
import { ROLES } from '../../../scripts/supabase/local-project.ts';
import { postgresSchema } from '../../lib/server/platform/store/postgres/postgres-schema.ts';
import { repository } from '../support/source-files.ts';

const folder = join(repository, 'node_modules/.cache/fluxtracker-tests');
const unfinished = (path: string) => `${path}.${process.pid}`;

const EMPTY = `pglite-${versionOf('@electric-sql/pglite')}`;
const MIGRATED = 'migrated-';

/** Of PGlite, as it dumps them. */
export const freshPgliteData = (): Promise<Blob> => kept(`${EMPTY}.tar`, async () => dumped(await PGlite.create()));

/** Of PGlite, with today's schema and statements. Those of another schema are of no use to anyone, and are removed. */
export async function migratedPgliteData(): Promise<Blob> {
  const schema = [ROLES, ...postgresSchema().map(({ sql }) => sql)];
  const name = `${MIGRATED}${EMPTY}-${hash('sha256', schema.join('\n')).slice(0, 16)}.tar`;
  return kept(name, async () => {
    const others = existsSync(folder) ? readdirSync(folder).filter((each) => each.startsWith(MIGRATED)) : [];
    for (const other of others.filter((each) => each.endsWith('.tar'))) rmSync(join(folder, other), { force: true });
    const db = await PGlite.create({ loadDataDir: await freshPgliteData(), extensions: { pg_trgm } });
    for (const sql of schema) await db.exec(sql);
    return dumped(db);
  });
}

async function dumped(db: PGlite): Promise<Blob> {
  const dump = await db.dumpDataDir('none');
  await db.close();
  return dump;
}

async function kept(name: string, make: () => Promise<Blob>): Promise<Blob> {
  const path = join(folder, name);
  if (!existsSync(path)) {
    const made = await make();
    mkdirSync(folder, { recursive: true });
    await writeFile(unfinished(path), Buffer.from(await made.arrayBuffer()));
    renameSync(unfinished(path), path);
  }
  return new Blob([await readFile(path)]);
}

/** Of a PostgreSQL server: a folder to be copied, with its owner. */
export function freshClusterData(): string {
  const version = execFileSync(join(findPostgres() ?? '', 'postgres'), ['--version'], { encoding: 'utf8' });
  const path = join(folder, version.trim().replaceAll(/[^\w.]+/g, '-'));
  if (!existsSync(path)) {
    const made = makeData();
    mkdirSync(folder, { recursive: true });
    execFileSync('cp', ['-a', made, unfinished(path)]);
    rmSync(dirname(made), { recursive: true });
    publish(path);
  }
  return path;
}

/** A folder cannot take the place of another: whoever comes second throws its own away. */
function publish(path: string): void {
  try {
    renameSync(unfinished(path), path);
  } catch (error) {
    rmSync(unfinished(path), { recursive: true });
    if (!existsSync(path)) throw error;
  }
}

function versionOf(name: string): string {
  const { version } = createRequire(import.meta.url)(join(repository, 'node_modules', name, 'package.json')) as {
    version: string;
  };
  return version;
}
