/**
 * The statements: files, and those that follow from the declared tables. The header comment declares parameters and kind;
 * the body is plain SQL that both engines accept. A file `name.sqlite.sql` replaces `name.sql` on SQLite where an engine's
 * own index is needed. Lines `-- @columns NAME [alias]` and `-- @restored_tables` stand for what the tables say, `@payer_count`
 * for how many kinds of payers there are.
 *
 * `@fenced` puts the fence check in front of the body: it locks the lease's row and fails the whole transaction (NOT NULL
 * on checked_fence) unless the writer's number is the current one. `@tells` appends the given events to the log of changes,
 * `@restarts_log` begins it anew (event-steps.ts).
 */
import { payers } from '../../../domain/payments/payers.ts';
import { APPEND_STEPS, EVENTS_PARAM, RESTART_STEPS } from './event-steps.ts';
import { columnList, restoredTables, tableStatements } from './table-statements.ts';
import { columnListOf } from './tables.ts';

const files = import.meta.glob<string>(['./statements/**/*.sql', '../../modules/*/statements/**/*.sql'], {
  query: '?raw',
  import: 'default',
  eager: true
});

export interface Statement {
  name: string;
  params: { name: string; type: string }[];
  isWrite: boolean;
  /** Takes the number of the writer's lease and is refused when that is not the current one. */
  isFenced: boolean;
  /** Long reads run where short ones do not wait for them. */
  isHeavy: boolean;
  /** On Postgres, planned once for all arguments. */
  hasOnePlan: boolean;
  steps: string[];
}

const FENCE_PARAMS = [
  { name: 'lease', type: 'text' },
  { name: 'fence', type: 'bigint' }
];
const FENCE_STEP = `INSERT INTO leases (name, holder, fence, expires_at, checked_fence)
SELECT :lease, '', 0, 0, CASE WHEN EXISTS (SELECT 1 FROM leases WHERE name = :lease) THEN 0 END
WHERE TRUE
ON CONFLICT (name) DO UPDATE SET checked_fence = CASE WHEN leases.fence = :fence THEN leases.fence END`;

const made = new Map<'sqlite' | 'postgres', readonly Statement[]>();

/** Statements as one engine runs them, by name. */
export function statementsFor(engine: 'sqlite' | 'postgres'): readonly Statement[] {
  const known = made.get(engine) ?? makeStatements(engine);
  made.set(engine, known);
  return known;
}

function makeStatements(engine: 'sqlite' | 'postgres'): Statement[] {
  const texts = tableStatements();
  for (const [path, text] of Object.entries(files)) {
    const file = path.slice(path.lastIndexOf('/') + 1, -'.sql'.length);
    const [name = '', variant] = file.split('.');
    if (variant === undefined ? !texts.has(name) : variant === engine) texts.set(name, text);
  }
  return [...texts].map(([name, text]) => parse(name, text)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parse(name: string, text: string): Statement {
  const isFenced = /^-- @fenced$/m.test(text);
  const isTelling = /^-- @tells$/m.test(text);
  const own = [...text.matchAll(/^-- @param (\w+)\s+(\w+)$/gm)].map(([, param = '', type = '']) => ({
    name: param,
    type
  }));
  const body = expanded(text)
    .replace(/^--.*\n/gm, '')
    .trim()
    .split(/;\s*\n/);
  return {
    name,
    params: [...(isFenced ? FENCE_PARAMS : []), ...own, ...(isTelling ? [EVENTS_PARAM] : [])],
    isWrite: /^-- @writes$/m.test(text),
    isFenced,
    isHeavy: /^-- @heavy$/m.test(text),
    hasOnePlan: /^-- @one_plan$/m.test(text),
    steps: [
      ...(isFenced ? [FENCE_STEP] : []),
      ...body.slice(0, -1),
      ...(isTelling ? APPEND_STEPS : []),
      ...(/^-- @restarts_log$/m.test(text) ? RESTART_STEPS : []),
      ...body.slice(-1)
    ]
  };
}

function expanded(text: string): string {
  return text
    .replaceAll(/^ *-- @columns (\w+)(?: (\w+))?$/gm, (_, name: string, alias: string | undefined) => {
      const columns = columnListOf(name);
      if (columns === undefined) throw new Error(`no such list of columns: ${name}`);
      return columnList(columns, alias);
    })
    .replaceAll(/^-- @restored_tables$/gm, () => restoredTables())
    .replaceAll(/@payer_count\b/g, String(payers.length));
}
