/** The form of a replay: which projection, over which heights, and whether it only says what would change. */
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { ProblemError } from '../../lib/contract/kit/client.ts';
import { projectorNames, startReplay } from '../../lib/contract/replays/replays.ts';
import { refuse, refuseWith } from './refusals';
import { readForm } from './session-forms';

export async function replayFrom({ request, locals: { askAdmin } }: RequestEvent) {
  const text = await readForm(request);
  const projector = projectorNames.find((name) => name === text('projector'));
  if (projector === undefined) return refuseWith(400, 'Nothing was started: choose what is made again.');
  const heights = ['fromHeight', 'toHeight', 'batchSize'].flatMap((name) =>
    text(name) === '' ? [] : [[name, text(name)] as const]
  );
  try {
    await askAdmin(startReplay, {
      body: { projector, dryRun: text('dryRun') !== '', ...Object.fromEntries(heights) }
    });
  } catch (error) {
    if (error instanceof ProblemError && error.status === 409) {
      return refuseWith(409, 'A replay is under way already: nothing was started. How far it is stands below.');
    }
    return refuse(error);
  }
  redirect(303, '/admin?view=replays');
}
