/**
 * A statement as the Postgres function that runs it: `name(p_<param> ...) RETURNS json`. One JSON value carries all
 * rows, so that no row limit between us and the database can cut them.
 *
 * A function runs with its caller's rights and for the service role only. Applying it again is harmless: every function
 * of the name is dropped first, because one with other parameters would stay beside it and make calls ambiguous.
 */
import type { Statement } from '../sql.ts';
import { runSeconds } from '../statement-limits.ts';

/** The script that creates or replaces the statement's function. Needs the roles of a Supabase project. */
export function toFunction(statement: Statement): string {
  const { name, params, isWrite, hasOnePlan, steps } = statement;
  const typed = params.map((param) => ({ ...param, type: isTakenApart(param.name, steps) ? 'jsonb' : param.type }));
  const declared = typed.map((param) => `p_${param.name} ${param.type}`).join(', ');
  const signature = `public.${name}(${typed.map(({ type }) => type).join(', ')})`;
  const bodies = steps.map((step) => withArguments(parsedOnce(step)));
  const last = bodies.pop() ?? '';
  return `DO $drop$
DECLARE known regprocedure;
BEGIN
  FOR known IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = '${name}' LOOP
    EXECUTE 'DROP FUNCTION ' || known;
  END LOOP;
END $drop$;
CREATE FUNCTION public.${name}(${declared}) RETURNS json
LANGUAGE plpgsql ${isWrite ? 'VOLATILE' : 'STABLE'} SECURITY INVOKER
SET search_path = public
SET statement_timeout = '${runSeconds(statement)}s'
${isWrite ? '' : settingsOfReads(hasOnePlan ? 'force_generic_plan' : 'force_custom_plan')}AS $body$
DECLARE answer_ json := '[]';
BEGIN
${bodies.map((body) => `${body};\n`).join('')}${answering(last, isWrite)};
RETURN answer_;
END $body$;
REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION ${signature} TO service_role;
`;
}

/**
 * Filters such as "all, or those like this" have one good plan per argument and a bad one for all of them; where one plan
 * does, making it again takes longer than a short answer. Many visitors ask at once: workers that one of them takes are
 * missing for the others. Plans that look dear would be compiled and thrown away after one answer: compiling takes longer
 * than answering. A row looked up by an index is in memory or on a disk that seeks in no time, and not four times as dear as
 * the next one.
 */
const settingsOfReads = (planning: 'force_generic_plan' | 'force_custom_plan') => `SET plan_cache_mode = ${planning}
SET max_parallel_workers_per_gather = 0
SET jit = off
SET random_page_cost = 1.1
`;

/**
 * `value ->> 'field'` parses a `json` value from its start for every field that is read; `jsonb` is parsed once. What is
 * only kept stays `json`, which is the text as it came. Lists come keyed by position, and `jsonb` keeps them in that order: it
 * sorts its keys by length first.
 */
function isTakenApart(param: string, steps: string[]): boolean {
  return steps.some((step) => step.includes(`json_each(:${param})`));
}

function parsedOnce(step: string): string {
  return step.replaceAll(/\bjson_each\(([^()]+)\)/g, 'jsonb_each($1::jsonb)');
}

function withArguments(step: string): string {
  return step.replaceAll(/(?<!:):([a-z]\w*)/g, 'p_$1');
}

function answering(step: string, isWrite: boolean): string {
  const collect = `SELECT COALESCE(json_agg(row_), '[]') INTO answer_ FROM`;
  if (!isWrite) return `${collect} (${step}) row_`;
  return /\bRETURNING\b/.test(step) ? `WITH row_ AS (${step}) ${collect} row_` : step;
}
