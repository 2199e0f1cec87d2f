/**
 * The admin token: from the configuration, or made once and kept beside the database.
 *
 * The file `admin-token` is readable by its owner only (mode 600). Callers log its path, never its content. Two processes
 * that start at once agree on one token: the file is only ever created whole and never replaced.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { ConfigError } from '../../errors.ts';

export interface AdminToken {
  value: string;
  /** Where the value is kept; null when it came from the environment. */
  path: string | null;
}

const minLength = 16;

/** @throws ConfigError when the kept token is too short or its folder cannot be written */
export function loadAdminToken({ adminToken, store }: Pick<Config, 'adminToken' | 'store'>): AdminToken {
  if (adminToken !== null) return { value: adminToken, path: null };
  if (store.kind !== 'sqlite') throw new ConfigError('ADMIN_TOKEN is required with Supabase');
  const path = join(dirname(store.path), 'admin-token');
  try {
    if (!existsSync(path)) createOnce(path, randomBytes(24).toString('base64url'));
    chmodSync(path, 0o600);
    const value = readFileSync(path, 'utf8').trim();
    if (value.length >= minLength) return { value, path };
  } catch (error) {
    throw new ConfigError(`the admin token at ${path} cannot be kept: set ADMIN_TOKEN or let the folder be written`, {
      cause: error
    });
  }
  throw new ConfigError(
    `the admin token at ${path} has fewer than ${minLength} characters: remove the file or set ADMIN_TOKEN`
  );
}

/** Writes aside, then links: a reader sees the whole token or no file, and the first of two writers wins. */
function createOnce(path: string, token: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${token}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
