/** Which function answers which endpoint about replays. */
import * as wire from '../../../contract/replays/replays.ts';
import { NotFound } from '../../platform/errors.ts';
import { actorOf } from '../../platform/http/auth/admin-gate.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readChanges, readReplay } from './read/replays.ts';
import { startReplay } from './start.ts';

export interface ReplayRouteDeps {
  context: ReadContext;
  jobs: Jobs;
}

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
  const found = async (id: string) => {
    const replay = await readReplay(deps.context, id);
    if (replay === null) throw new NotFound('There is no such replay.');
    return replay;
  };
  const current = async () => (await readReplay(deps.context, null)) ?? none;
  return [
    serve(wire.startReplay, ({ body }, { res }) => startReplay(deps, body, actorOf(res)?.name ?? 'nobody')),
    serve(wire.startReplayAlias, ({ body }, { res }) => {
      const { contract_id: projector, from_block: fromHeight, to_block: toHeight } = body;
      const range = { ...(fromHeight !== undefined && { fromHeight }), ...(toHeight !== undefined && { toHeight }) };
      const asked = { projector, ...range, batchSize: body.batch_size, dryRun: body.dry_run };
      return startReplay(deps, asked, actorOf(res)?.name ?? 'nobody');
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
