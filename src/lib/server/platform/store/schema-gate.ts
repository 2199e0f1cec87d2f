/**
 * Lets nothing through to a database whose schema is not that of this program: `Store -> Store`.
 *
 * The first question is what has been applied. Until that is complete every query is refused by the name of the files to
 * apply, and it is asked again at most every few seconds. A project of the original dashboard is refused for good. A
 * database that does not answer at all is an outage, as everywhere.
 */
import { ConfigError, StoreError, type AppError } from '../errors.ts';
import { newerRefusal, originalRefusal } from './postgres/postgres-migrate.ts';
import { fileOf, isFunctions, postgresSchema } from './postgres/postgres-schema.ts';
import type { Store } from './store.ts';
import { MissingMigrationError } from './postgres/supabase-errors.ts';
import type { SupabaseStore } from './postgres/supabase.ts';

export interface GatedStore extends Store {
  /** Why nothing is let through; null when all is well or the database could not be asked. */
  refusal: () => string | null;
  /** The next query asks the database again, however short ago it was refused. */
  lookAgain: () => void;
}

const ASK_AGAIN_SECONDS = 5;

/** `elapsed`: seconds, monotonic. */
export function requireSchema(store: SupabaseStore, elapsed: () => number): GatedStore {
  const wanted = postgresSchema().map(({ version }) => version);
  let isCurrent = false;
  let refused: { error: AppError; at: number } | null = null;
  let asking: Promise<void> | null = null;

  const ask = async (): Promise<void> => {
    const error = await findFault(store, wanted);
    isCurrent = error === null;
    refused = error === null ? null : { error, at: elapsed() };
  };
  const pass = async (): Promise<void> => {
    if (isCurrent) return;
    if (refused === null || elapsed() - refused.at >= ASK_AGAIN_SECONDS) {
      asking ??= ask().finally(() => (asking = null));
      await asking;
    }
    if (refused !== null) throw refused.error;
  };
  return {
    refusal: () => refused?.error.message ?? null,
    lookAgain: () => (refused = null),
    async query(name, args) {
      await pass();
      try {
        return await store.query(name, args);
      } catch (error) {
        // Somebody has changed the schema meanwhile.
        if (error instanceof MissingMigrationError) isCurrent = false;
        throw error;
      }
    },
    close: () => store.close()
  };
}

async function findFault(store: SupabaseStore, wanted: string[]): Promise<AppError | null> {
  let known: string[];
  try {
    known = (await store.query('schema_versions', {})).map(({ version }) => version);
  } catch (error) {
    if (!(error instanceof MissingMigrationError)) throw error;
    const original = await store.originalTable();
    return original === null ? missing(wanted) : new ConfigError(originalRefusal(original));
  }
  const newer = known.filter((version) => !isFunctions(version) && !wanted.includes(version));
  if (newer.length > 0) return new StoreError(newerRefusal(newer), false);
  const pending = wanted.filter((version) => !known.includes(version));
  return pending.length > 0 ? missing(pending) : null;
}

function missing(versions: string[]): MissingMigrationError {
  const files = versions.map((version) => `supabase/${fileOf(version)}`).join(', ');
  return new MissingMigrationError(
    `the Supabase project lacks migrations: run supabase db push, or apply ${files} to it in this order, or set SUPABASE_DB_URL and start again`
  );
}
