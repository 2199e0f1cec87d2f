/** What an operator does with stalls: see them, and let go of those that are over. */
import { NotFound } from '../../platform/errors.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { dataNames, lookAround, type LookDeps } from './looks.ts';
import { hasToldSince } from './watch.ts';

interface Cleared {
  source: string;
  /** false: it was not latched. */
  cleared: boolean;
}

/** Throws NotFound for a source that is none, Refusal (409) while it still tells nothing. */
export async function clearStall(deps: LookDeps, source: string): Promise<Cleared> {
  const row = (await deps.store.query('source_stalls', {})).find((stall) => stall.source === source);
  if (row === undefined) {
    const names = new Set<string>([...dataNames, ...deps.sources().map(({ name }) => name)]);
    if (!names.has(source)) throw new NotFound(`There is no source ${source}: /api/health names all.`);
    return { source, cleared: false };
  }
  const look = (await lookAround(deps)).find((each) => each.source === source);
  // One that is not set up any more has nothing to come back with.
  const isOver = row.recovered_at !== null || look === undefined || hasToldSince(look, row.since);
  if (!isOver) {
    throw new Refusal(
      409,
      'still_behind',
      `${source} still tells nothing: clear its stall when it has told something.`
    );
  }
  const [removed] = await deps.store.query('clear_source_stall', { source, since: row.since });
  return { source, cleared: removed !== undefined };
}
