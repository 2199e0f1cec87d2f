/** Which function answers which endpoint about replays. */
import type * as z from 'zod';
import * as wire from '../../../contract/replays/replays.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { actorOf } from '../../platform/http/auth/admin-gate.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { ReadContext } from '../ledger/module.ts';
import { openReplayId, readChanges, readReplay } from './read/replays.ts';

export interface ReplayRouteDeps {
  context: ReadContext;
  jobs: Jobs;
}

type Asked = z.output<typeof wire.startReplay.body>;

const none: wire.Replay = {
  id: null,
  projector: null,
  state: 'none',
  isReplaying: false,
  dryRun: false,
  fromHeight: null,
  toHeight: null,
  batchSize: null,
  rowsReplayed: 0,
  rowsRemaining: 0,
  totalRows: 0,
  rowsPerSecond: null,
  estimatedCompletion: null,
  changedRows: 0,
  startedAt: null,
  finishedAt: null,
  error: null
};

export function replayRoutes(deps: ReplayRouteDeps): Route[] {
  const start = async ({ fromHeight, toHeight, ...asked }: Asked, requestedBy: string) => {
    const open = await openReplayId(deps.context);
    if (open !== null) throw new Conflict('a replay is under way already', open);
    const wanted = { ...asked, fromHeight: fromHeight ?? null, toHeight: toHeight ?? null };
    return { job: await deps.jobs.start('replay', wanted, requestedBy) };
  };
  const found = async (id: string) => {
    const replay = await readReplay(deps.context, id);
    if (replay === null) throw new NotFound('There is no such replay.');
    return replay;
  };
  const current = async () => (await readReplay(deps.context, null)) ?? none;
  return [
    serve(wire.startReplay, ({ body }, { res }) => start(body, actorOf(res)?.name ?? 'nobody')),
    serve(wire.startReplayAlias, ({ body }, { res }) => {
      const { contract_id: projector, from_block: fromHeight, to_block: toHeight } = body;
      const range = { ...(fromHeight !== undefined && { fromHeight }), ...(toHeight !== undefined && { toHeight }) };
      const asked = { projector, ...range, batchSize: body.batch_size, dryRun: body.dry_run };
      return start(asked, actorOf(res)?.name ?? 'nobody');
    }),
    serve(wire.currentReplay, current),
    serve(wire.indexerStatus, current),
    serve(wire.replayById, ({ params: { id } }) => found(id)),
    serve(wire.replayChanges, async ({ params: { id }, query }) => {
      await found(id);
      return readChanges(deps.context, id, query);
    })
  ];
}
