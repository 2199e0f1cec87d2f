/** `npm run generate`: writes the files of the repository that are made from its source. Never applied to a database here. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
/** @type {{ module: { postgresSchema: () => { sql: string }[] } }} */
const { module } = await runnerImport(`${root}src/lib/server/store/postgres-schema.ts`, { root, configFile: false });
writeFileSync(`${root}supabase/functions.sql`, module.postgresSchema().at(-1)?.sql ?? '');
