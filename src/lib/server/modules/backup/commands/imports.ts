/** `db:import-prices` and `db:import-repo-json`: closes and counts that an operator has kept. */
import { dateOf } from '../../../../domain/time/periods.ts';
import { readConfig } from '../../../platform/config/config.ts';
import { importPrices, readPrices } from '../transfer/prices.ts';
import { importRepos, readRepos } from '../transfer/repos.ts';
import { depsOf, opened, underLease, type Desk } from './desk.ts';

/** `text`: CSV of date,price_usd. Throws ImportRefused, which names the lines. */
export async function prices(desk: Desk, text: string, isDryRun: boolean): Promise<void> {
  const { now, say } = desk;
  const closes = readPrices(text, dateOf(now()));
  say(`${closes.length} closes, ${closes[0]?.date ?? 'none'} to ${closes.at(-1)?.date ?? 'none'}`);
  if (isDryRun) return;
  await opened(desk, readConfig().store, (database) =>
    underLease(desk, database, (run) => importPrices(depsOf(desk, database), run, closes))
  );
  say('imported; payments of these days are valued anew when the product runs');
}

/** `text`: JSON of counts per image and day. Throws ImportRefused, which names the rows. */
export async function repos(desk: Desk, text: string, isDryRun: boolean): Promise<void> {
  const { now, say } = desk;
  const rows = readRepos(text, dateOf(now()));
  say(`${rows.length} counts`);
  if (isDryRun) return;
  await opened(desk, readConfig().store, (database) =>
    underLease(desk, database, async (run) => {
      const { added, known } = await importRepos(depsOf(desk, database), run, rows);
      say(`${added} days imported, ${known} were known and stay as they are`);
    })
  );
}
