/** `db:import-legacy`: history and payments of the original dashboard. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayers } from '../../../../domain/payments/payments.ts';
import { readConfig, type StoreConfig } from '../../../platform/config/config.ts';
import { ConfigError } from '../../../platform/errors.ts';
import { importLegacy } from '../legacy/import.ts';
import { readPayments, storePayments } from '../legacy/payments.ts';
import { createFindings, type LegacyReport } from '../legacy/report.ts';
import { openOriginal } from '../legacy/source.ts';
import { BUSY, depsOf, opened, underLease, type Desk } from './desk.ts';

/** `source`: a file, the address of a project, or r2. A dry run imports into a database that is gone afterwards. */
export async function legacy(
  desk: Desk,
  source: string,
  { isDryRun, ...given }: { key: string; date: string; isDryRun: boolean }
): Promise<void> {
  const { now, say } = desk;
  const config = readConfig();
  const rules = { ...defaultPayers, tracked: new Set(config.trackedAddresses) };
  const buckets = [config.bootstrap, config.backup].filter((bucket) => bucket !== null);
  const files = await openOriginal(source, { ...given, buckets, signal: desk.signal });
  for (const note of files.notes) say(note);
  try {
    await opened(desk, isDryRun ? scratchStore() : config.store, (database) =>
      underLease(desk, database, async (run, leases) => {
        const deps = depsOf(desk, database);
        const payments = createFindings();
        const read = files.payments && (await readPayments(files.payments, { rules, now: now(), findings: payments }));
        tell(desk, await importLegacy(deps, run, files));
        if (read === null) return;
        const held = await leases.hold('revenue', run.signal, async (lease, signal) => {
          const stored = await storePayments(deps, { ...run, lease, signal }, read);
          tell(desk, payments.report({ revenue_transactions: stored }));
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

function tell({ say }: Desk, { rows, impossible, refused, leftOut }: LegacyReport): void {
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
