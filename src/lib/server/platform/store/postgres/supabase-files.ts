/**
 * The files of supabase/migrations, by the version that each of them brings. Their names are `<timestamp>_<version>.sql`, as
 * `supabase db push` wants them; `npm run generate` gives the timestamps. Of the functions the newest file counts: earlier
 * ones are empty.
 */

// Their names alone: what is in them is made from the same source as what runs.
const names = Object.keys(import.meta.glob('../../../../../../supabase/migrations/*.sql'))
  .map((path) => path.slice(path.lastIndexOf('/') + 1))
  .sort();

/** @param subject a migration's version, or `functions`. Answers the path from the repository's folder supabase/. */
export function supabaseFile(subject: string): string {
  const name = names.findLast((each) => each.replace(/^\d+_/, '') === `${subject}.sql`);
  return `migrations/${name ?? `*_${subject}.sql`}`;
}
