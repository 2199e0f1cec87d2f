/** `db:apply-rpc` and `db:migrate-data`: what an operator does to bring data to Supabase, or back. */
import { readConfig, readLocalStore } from '../../../platform/config/config.ts';
import { ConfigError } from '../../../platform/errors.ts';
import { patientLeases } from '../../../platform/jobs/leases.ts';
import { migratePostgres } from '../../../platform/store/postgres/postgres-migrate.ts';
import { aloneUnder } from '../past.ts';
import { compareForCopy, copyData } from '../transfer/copy.ts';
import { opened, underLease, type Desk } from './desk.ts';

/** Applies pending migrations to SUPABASE_DB_URL. */
export async function applyRpc({ say }: Desk, isDryRun: boolean): Promise<void> {
  const store = readConfig().store;
  const dbUrl = store.kind === 'supabase' ? store.dbUrl : null;
  if (dbUrl === null) throw new ConfigError('SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY and SUPABASE_DB_URL must be set');
  if (isDryRun) {
    say('would apply what is pending of supabase/migrations, in order');
    return;
  }
  const applied = await migratePostgres(dbUrl);
  say(applied.length === 0 ? 'nothing is pending' : `applied: ${applied.join(', ')}`);
}

/** Copies every table between the SQLite file and the Supabase project, and reads it back. */
export async function migrateData(
  desk: Desk,
  { isDryRun, isReverse }: { isDryRun: boolean; isReverse: boolean }
): Promise<void> {
  const { say } = desk;
  const remote = readConfig().store;
  if (remote.kind !== 'supabase') throw new ConfigError('SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY must be set');
  const local = readLocalStore();
  await opened(desk, local, (file) =>
    opened(desk, remote, async (project) => {
      const [from, to] = isReverse ? [project, file] : [file, project];
      const tables = await compareForCopy(from.store, to.store);
      for (const { name, source, target } of tables) say(`${name}: ${source} rows replace ${target}`);
      if (isDryRun) return;
      await underLease(desk, to, async (run, leases) => {
        const alone = aloneUnder(patientLeases(leases));
        const earlier = await copyData({ from: from.store, to: to.store, alone }, run);
        if (earlier > 0) say(`went on with an earlier copy: ${earlier} rows were there already`);
      });
      say('copied and read back: rows and hashes of every table are equal');
    })
  );
}
