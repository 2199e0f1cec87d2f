/**
 * The database commands of an operator (`npm run db:…`, in the container `node build/api/db.js …`): migrations to a remote
 * Postgres, the copy between engines, and imports of prices and counts.
 *
 * Each tells what it would do with --dry-run, says how far it is, and may be repeated. Exit 1 says in one message what is
 * wrong; nothing is then half done.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultPayers } from './lib/domain/payments.ts';
import { dateOf } from './lib/domain/periods.ts';
import { readConfig, readLocalStore, type StoreConfig } from './lib/server/platform/config/config.ts';
import { ConfigError, StoreError, UpstreamError } from './lib/server/platform/errors.ts';
import { aloneUnder } from './lib/server/modules/backup/past.ts';
import { createLog } from './lib/server/platform/log.ts';
import { BackupRefused } from './lib/server/modules/backup/backup-refused.ts';
import type { WorkDeps, Run } from './lib/server/platform/jobs/run.ts';
import { importLegacy } from './lib/server/modules/backup/legacy/import.ts';
import { readPayments, storePayments } from './lib/server/modules/backup/legacy/payments.ts';
import { createFindings, type LegacyReport } from './lib/server/modules/backup/legacy/report.ts';
import { openOriginal } from './lib/server/modules/backup/legacy/source.ts';
import { createLeases, patientLeases, type Leases } from './lib/server/platform/jobs/leases.ts';
import { compareForCopy, copyData } from './lib/server/modules/backup/transfer/copy.ts';
import { readGivenFile } from './lib/server/modules/backup/transfer/given-file.ts';
import { importPrices, readPrices } from './lib/server/modules/backup/transfer/prices.ts';
import { ImportRefused } from './lib/server/modules/backup/transfer/refused.ts';
import { importRepos, readRepos } from './lib/server/modules/backup/transfer/repos.ts';
import { sqliteStore, supabaseStore, type OpeningStore } from './lib/server/platform/store/open-store.ts';
import { migratePostgres } from './lib/server/platform/store/postgres/postgres-migrate.ts';

const usage = `usage:
  db:apply-rpc                            migrations and functions to SUPABASE_DB_URL
  db:migrate-data [--reverse]             the SQLite file of DB_PATH into the Supabase project, or back
  db:import-prices FILE.csv               date,price_usd
  db:import-repo-json FILE.json           [{snapshot_date,image_name,instance_count}] or {date:{image:count}}
  db:import-legacy FILE.sqlite3           history and payments of the original dashboard, from its SQLite file
  db:import-legacy URL --key=SERVICE_KEY  the same from its Supabase project
  db:import-legacy r2 [--date=YYYY-MM-DD] its history from its newest backup, or that of a day, in the bucket of
                                          BOOTSTRAP_R2_… or R2_…
each with --dry-run`;

const BUSY = 'another process writes to this database: stop it, or try again in a minute';

const log = createLog('warn', 'db');
const now = () => Math.floor(Date.now() / 1000);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());

try {
  await run();
} catch (error) {
  if (stopping.signal.aborted) say('stopped; begin again whenever you like');
  else if (isForOperator(error)) process.stderr.write(`${error.message}\n`);
  else throw error;
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      reverse: { type: 'boolean', default: false },
      key: { type: 'string', default: '' },
      date: { type: 'string', default: '' }
    }
  });
  const [command, file] = positionals;
  const isDryRun = values['dry-run'];
  const commands: Record<string, () => Promise<void>> = {
    'apply-rpc': () => applyRpc(isDryRun),
    'migrate-data': () => migrateData({ isDryRun, isReverse: values.reverse }),
    'import-legacy': () => legacy(file, { key: values.key, date: values.date, isDryRun }),
    'import-prices': async () => prices(await readGiven(file), isDryRun),
    'import-repo-json': async () => repos(await readGiven(file), isDryRun)
  };
  const wanted = commands[command ?? ''];
  if (wanted === undefined) throw new ConfigError(usage);
  await wanted();
}

async function applyRpc(isDryRun: boolean): Promise<void> {
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

async function migrateData({ isDryRun, isReverse }: { isDryRun: boolean; isReverse: boolean }): Promise<void> {
  const remote = readConfig().store;
  if (remote.kind !== 'supabase') throw new ConfigError('SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY must be set');
  const local = readLocalStore();
  await opened(local, (file) =>
    opened(remote, async (project) => {
      const [from, to] = isReverse ? [project, file] : [file, project];
      const tables = await compareForCopy(from.store, to.store);
      for (const { name, source, target } of tables) say(`${name}: ${source} rows replace ${target}`);
      if (isDryRun) return;
      await underLease(to, async (run, leases) => {
        const alone = aloneUnder(patientLeases(leases));
        const earlier = await copyData({ from: from.store, to: to.store, alone }, run);
        if (earlier > 0) say(`went on with an earlier copy: ${earlier} rows were there already`);
      });
      say('copied and read back: rows and hashes of every table are equal');
    })
  );
}

async function prices(text: string, isDryRun: boolean): Promise<void> {
  const closes = readPrices(text, dateOf(now()));
  say(`${closes.length} closes, ${closes[0]?.date ?? 'none'} to ${closes.at(-1)?.date ?? 'none'}`);
  if (isDryRun) return;
  await opened(readConfig().store, (database) =>
    underLease(database, (run) => importPrices(depsOf(database), run, closes))
  );
  say('imported; payments of these days are valued anew when the product runs');
}

async function repos(text: string, isDryRun: boolean): Promise<void> {
  const rows = readRepos(text, dateOf(now()));
  say(`${rows.length} counts`);
  if (isDryRun) return;
  await opened(readConfig().store, (database) =>
    underLease(database, async (run) => {
      const { added, known } = await importRepos(depsOf(database), run, rows);
      say(`${added} days imported, ${known} were known and stay as they are`);
    })
  );
}

async function legacy(
  source: string | undefined,
  { isDryRun, ...given }: { key: string; date: string; isDryRun: boolean }
): Promise<void> {
  if (source === undefined) throw new ConfigError(usage);
  const config = readConfig();
  const rules = { ...defaultPayers, tracked: new Set(config.trackedAddresses) };
  const buckets = [config.bootstrap, config.backup].filter((bucket) => bucket !== null);
  const files = await openOriginal(source, { ...given, buckets, signal: stopping.signal });
  for (const note of files.notes) say(note);
  try {
    await opened(isDryRun ? scratchStore() : config.store, (database) =>
      underLease(database, async (run, leases) => {
        const deps = depsOf(database);
        const payments = createFindings();
        const read = files.payments && (await readPayments(files.payments, { rules, now: now(), findings: payments }));
        tell(await importLegacy(deps, run, files));
        if (read === null) return;
        const held = await leases.hold('revenue', run.signal, async (lease, signal) => {
          const stored = await storePayments(deps, { ...run, lease, signal }, read);
          tell(payments.report({ revenue_transactions: stored }));
          if (stored < read.length)
            say('payments have been read from the chain already: those of the original add nothing');
          return true;
        });
        if (held === null) throw new ConfigError(BUSY);
      })
    );
  } finally {
    files.close();
  }
  say(
    isDryRun ? 'nothing was stored' : 'imported; the running product reads all payments from the chain and settles them'
  );
}

function tell({ rows, impossible, refused, leftOut }: LegacyReport): void {
  for (const [table, count] of Object.entries(rows)) say(`${table}: ${count} rows`);
  for (const { column, days, first, value } of impossible) {
    say(`${column}: unknown on ${days} days, first ${first}, where it says ${value}`);
  }
  for (const { reason, rows: count, first } of refused) say(`${reason}: ${count} rows left out, first ${first}`);
  if (leftOut.length > 0) say(`not taken over: ${leftOut.join(', ')}`);
}

/** For a look at what an import would do: gone with the process. */
function scratchStore(): StoreConfig {
  const folder = mkdtempSync(join(tmpdir(), 'fluxtracker-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { kind: 'sqlite', path: join(folder, 'dry-run.sqlite3') };
}

async function readGiven(path: string | undefined): Promise<string> {
  if (path === undefined) throw new ConfigError(usage);
  return readGivenFile(path);
}

async function opened(settings: StoreConfig, work: (database: OpeningStore) => Promise<void>): Promise<void> {
  const database =
    settings.kind === 'sqlite'
      ? sqliteStore(settings.path)
      : await supabaseStore(settings, { now, onSwitch: () => undefined, log });
  // Opening waits for a database that does not answer; a signal ends that too.
  const giveUp = () => void database.close();
  stopping.signal.addEventListener('abort', giveUp);
  try {
    await database.open();
    stopping.signal.removeEventListener('abort', giveUp);
    await work(database);
  } finally {
    await database.close();
  }
}

async function underLease(
  { store, holder }: OpeningStore,
  work: (run: Run, leases: Leases) => Promise<void>
): Promise<void> {
  const leases = createLeases({ store, holder, now, log });
  let told = 0;
  const progress = (done: number, total: number) => {
    if (done < total && Date.now() - told < 1_000) return;
    told = Date.now();
    say(`  ${done} of ${total}`);
  };
  const held = await leases.hold('snapshots', stopping.signal, async (lease, signal) => {
    await work({ lease, signal, progress }, leases);
    return true;
  });
  if (held === null) throw new ConfigError(BUSY);
}

function depsOf({ store }: OpeningStore): WorkDeps {
  return { store, now, log };
}

function isForOperator(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof ImportRefused ||
    error instanceof StoreError ||
    error instanceof UpstreamError ||
    error instanceof BackupRefused ||
    (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
  );
}
