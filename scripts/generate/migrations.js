/**
 * Which files supabase/migrations is to have, so that `supabase db push` takes them over from whatever it had applied.
 *
 * Supabase's CLI knows a file by the timestamp in its name: it applies each once, in their order, and refuses a project that
 * has applied one which is no longer there. So a file keeps its timestamp, a new one comes after all others, and functions
 * that changed are a new file: the earlier one stays as a name, with nothing in it.
 */

/** @typedef {Record<string, string>} Files texts by name */
/** @typedef {{ version: string, sql: string }} Migration */

const FUNCTIONS = 'functions';

export const SUPERSEDED = `-- The functions of an earlier version: a later file has them all. It stays, because "supabase db push" asks for every file that it
-- has ever applied.
SELECT 'superseded' AS functions;
`;

/**
 * @param {object} options
 * @param {Migration[]} options.schema in the order of application; the last one is the functions
 * @param {Files} options.files those that are there
 * @param {Date} options.now gives the timestamp of new files
 * @param {(name: string) => boolean} options.isShipped may somebody have applied this file?
 * @returns {Files} those that are to be there
 */
export function planMigrations({ schema, files, now, isShipped }) {
  const names = Object.keys(files).sort();
  const functions = schema.at(-1)?.sql ?? '';
  /** @type {Files} */
  const planned = {};
  let last = names.at(-1)?.slice(0, 14) ?? '';
  const nextName = (/** @type {string} */ subject) => {
    last = laterThan(last, now);
    return `${last}_${subject}.sql`;
  };

  for (const { version, sql } of schema.slice(0, -1)) {
    planned[names.find((name) => subjectOf(name) === version) ?? nextName(version)] = sql;
  }
  const newestTable = Object.keys(planned).sort().at(-1) ?? '';
  const earlier = names.filter((name) => subjectOf(name) === FUNCTIONS);
  const newest = earlier.at(-1);
  const isCurrent = newest !== undefined && newest > newestTable && files[newest] === functions;
  for (const name of earlier) if (isShipped(name)) planned[name] = SUPERSEDED;
  planned[isCurrent ? newest : nextName(FUNCTIONS)] = functions;
  return planned;
}

/** @param {string} name */
function subjectOf(name) {
  return name.replace(/^\d+_/, '').replace(/\.sql$/, '');
}

/**
 * A timestamp of now (UTC, 14 digits), or of the second after the last one.
 *
 * @param {string} last '' when there is none
 * @param {Date} now
 */
function laterThan(last, now) {
  if (last < stampOf(now)) return stampOf(now);
  const [, date = '', hour = '', minute = '', second = ''] = /^(\d{8})(\d\d)(\d\d)(\d\d)$/.exec(last) ?? [];
  const day = date.replace(/^(....)(..)(..)$/, '$1-$2-$3');
  return stampOf(new Date(Date.parse(`${day}T${hour}:${minute}:${second}Z`) + 1_000));
}

/** @param {Date} time */
function stampOf(time) {
  return time.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
