/**
 * The database commands of an operator (`npm run db:…`, in the container `node build/api/db.js …`): migrations to a remote
 * Postgres, the copy between engines, and imports of prices and counts.
 *
 * Each tells what it would do with --dry-run, says how far it is, and may be repeated. Exit 1 says in one message what is
 * wrong; nothing is then half done.
 */
import { parseArgs } from 'node:util';
import { BackupRefused } from './lib/server/modules/backup/backup-refused.ts';
import { applyRpc, migrateData } from './lib/server/modules/backup/commands/copy.ts';
import { prices, repos } from './lib/server/modules/backup/commands/imports.ts';
import { legacy } from './lib/server/modules/backup/commands/legacy.ts';
import { readGivenFile } from './lib/server/modules/backup/transfer/given-file.ts';
import { ImportRefused } from './lib/server/modules/backup/transfer/refused.ts';
import { ConfigError, StoreError, UpstreamError } from './lib/server/platform/errors.ts';
import { createLog } from './lib/server/platform/log.ts';

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
  const { positionals, values } = given();
  const [command, source] = positionals;
  const isDryRun = values['dry-run'];
  const desk = {
    log: createLog('warn', 'db'),
    now: () => Math.floor(Date.now() / 1000),
    say,
    signal: stopping.signal
  };
  const named = () => {
    if (source === undefined) throw new ConfigError(usage);
    return source;
  };
  const commands: Record<string, () => Promise<void>> = {
    'apply-rpc': () => applyRpc(desk, isDryRun),
    'migrate-data': () => migrateData(desk, { isDryRun, isReverse: values.reverse }),
    'import-legacy': () => legacy(desk, named(), { key: values.key, date: values.date, isDryRun }),
    'import-prices': async () => prices(desk, await readGivenFile(named()), isDryRun),
    'import-repo-json': async () => repos(desk, await readGivenFile(named()), isDryRun)
  };
  const wanted = commands[command ?? ''];
  if (wanted === undefined) throw new ConfigError(usage);
  await wanted();
}

/** What was asked for. @throws ConfigError with the way to ask, for an option that there is not */
function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        reverse: { type: 'boolean', default: false },
        key: { type: 'string', default: '' },
        date: { type: 'string', default: '' }
      }
    });
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new ConfigError(`${why}\n\n${usage}`);
  }
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
