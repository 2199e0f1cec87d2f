/**
 * The files of new databases. Making them takes longer than most tests that begin with one, so they are made once for each
 * version and kept beside the packages; every database gets a copy. Processes that make them at once make the same.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { findPostgres, makeData } from '../../../scripts/supabase/cluster.ts';
import { repository } from '../support/source-files.ts';

const folder = join(repository, 'node_modules/.cache/fluxtracker-tests');
const unfinished = (path: string) => `${path}.${process.pid}`;

/** Of PGlite, as it dumps them. */
export async function freshPgliteData(): Promise<Blob> {
  const path = join(folder, `pglite-${versionOf('@electric-sql/pglite')}.tar`);
  if (!existsSync(path)) {
    const db = await PGlite.create();
    const dump = await db.dumpDataDir('none');
    await db.close();
    mkdirSync(folder, { recursive: true });
    await writeFile(unfinished(path), Buffer.from(await dump.arrayBuffer()));
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
