/** The operator's database commands as processes, and the file that they work on. */
import { execFile, type ChildProcess } from 'node:child_process';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { repository } from '../support/source-files.ts';

export interface Outcome {
  code: number;
  said: string;
}

export function runDb(args: string[], env: Record<string, string>): { child: ChildProcess; outcome: Promise<Outcome> } {
  const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
  const options = { cwd: repository, env: { ...process.env, ...env } };
  const child = execFile(process.execPath, ['build/api/db.js', ...args], options, (_, out, err) =>
    resolve({ code: child.exitCode ?? -1, said: out + err })
  );
  return { child, outcome };
}

export async function inFile<T>(path: string, look: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqlite(path);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}
