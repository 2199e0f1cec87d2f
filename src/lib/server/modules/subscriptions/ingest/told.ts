/**
 * What is told of subscriptions: by the projector in the write that changes a row, and by the clock of the chain when a
 * term is over or soon will be.
 *
 * The clock is a block that is remembered, in one transaction with what it told. Rows are told as they stand at it, and
 * what lies between it and the tip is told when it moves; so both tell each step once. It never goes back: a term that is
 * over stays told when a reorganisation takes the last block. What no message explains is not told: its message may come.
 */
import * as told from '../../../../contract/subscriptions/events.ts';
import { type Moment, standingAt } from '../../../../domain/subscriptions/accrual.ts';
import { EXPIRING_SECONDS, phaseAt, type Phase, tellingOf } from '../../../../domain/subscriptions/phases.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { estimateHeight, estimateTime } from '../../../../domain/time/chain-clock.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { readMarks, tellMarks } from '../../../platform/store/documents/event-status.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import type { SubscriptionRow } from '../statements.ts';
import { isNothing, segmentOf, tipOf } from '../stored-segment.ts';

/** Circumstances of what a write tells. */
export interface Teller {
  /** Up to here is told what time does to terms. */
  clock: Moment;
  /** Unix seconds. */
  now: number;
}

/** null: there is no tip yet. The first one begins at the tip: what was over before nobody is told twice. */
export async function openTeller(deps: Pick<WorkDeps, 'store' | 'now'>, run: Run): Promise<Teller | null> {
  const now = deps.now();
  const known = (await readMarks(deps.store))['marks-subscriptions'];
  if (known !== undefined) return { clock: known, now };
  const tip = await tipOf(deps.store);
  if (tip === null) return null;
  await tellMarks(deps, run, { marks: { 'marks-subscriptions': tip }, events: [] });
  return { clock: tip, now };
}

/** A row that is gone without a trace was taken from the chain with its payment. */
export function changeEvents(
  before: SubscriptionRow | undefined,
  after: SubscriptionRow | undefined,
  teller: Teller
): EventDraft[] {
  const was = before === undefined ? null : phaseOf(before, teller.clock);
  if (after === undefined) {
    const isLasting = was === 'active' || was === 'expiring';
    return before !== undefined && isLasting ? [eventFor({ ...before, outcome: 'orphaned' }, 'cancelled', teller)] : [];
  }
  return stepEvents(after, was, teller);
}

const PER_STEP = 500;
/** A height is foretold to a block or two; each row that is found is looked at by itself. */
const MARGIN_BLOCKS = 2;

/** Moves the clock to the tip. Resolves with how much was told. */
export async function tellEndings(deps: Pick<WorkDeps, 'store' | 'now'>, run: Run, { clock }: Teller): Promise<number> {
  const newest = await tipOf(deps.store);
  if (newest === null || newest.height <= clock.height) return 0;
  // A block may be dated before the one below it.
  const tip = { height: newest.height, time: Math.max(newest.time, clock.time) };
  const teller = { clock: tip, now: deps.now() };
  const events: EventDraft[] = [];
  for (const ahead of [0, EXPIRING_SECONDS]) {
    const range = { from: later(clock, ahead), to: later(tip, ahead) };
    for await (const row of endingRows(deps, run, range)) {
      const next = phaseOf(row, tip);
      // A term that is over is found where it ends, one that ends soon where the week before it begins.
      if (next === (ahead === 0 ? 'completed' : 'expiring'))
        events.push(...stepEvents(row, phaseOf(row, clock), teller));
    }
  }
  await tellMarks(deps, run, { marks: { 'marks-subscriptions': tip }, events });
  return events.length;
}

async function* endingRows(
  { store }: Pick<WorkDeps, 'store'>,
  { signal }: Run,
  { from, to }: { from: Moment; to: Moment }
): AsyncGenerator<SubscriptionRow> {
  const range = {
    from_height: from.height - MARGIN_BLOCKS,
    to_height: to.height + MARGIN_BLOCKS,
    from_time: from.time,
    to_time: to.time
  };
  for (let after = ''; ;) {
    signal.throwIfAborted();
    const rows = await store.query('subscriptions_ending', { ...range, after, limit: PER_STEP });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PER_STEP) return;
    after = last.id;
  }
}

function later({ height, time }: Moment, seconds: number): Moment {
  if (seconds === 0) return { height, time };
  return { height: estimateHeight(estimateTime(height) + seconds), time: time + seconds };
}

/** null: it is not told of. */
function phaseOf(row: SubscriptionRow, clock: Moment): Phase | null {
  if (row.is_listed === 0 || row.app_name === null) return null;
  return isNothing(row) ? 'cancelled' : phaseAt(segmentOf(row), clock);
}

const types = {
  expiring: told.subscriptionExpiring,
  superseded: told.subscriptionSuperseded,
  completed: told.subscriptionCompleted,
  cancelled: told.subscriptionCancelled
};

function stepEvents(row: SubscriptionRow, was: Phase | null, teller: Teller): EventDraft[] {
  const is = phaseOf(row, teller.clock);
  return is === null ? [] : tellingOf(was, is).map((step) => eventFor(row, step, teller));
}

function eventFor(row: SubscriptionRow, step: ReturnType<typeof tellingOf>[number], teller: Teller): EventDraft {
  const type =
    step !== 'began' ? types[step] : row.renewals === 0 ? told.subscriptionStarted : told.subscriptionRenewed;
  const { start_height, stop_height, end_height, end_time } = row;
  const of = step === 'began' ? start_height : (stop_height ?? end_height ?? end_time ?? start_height);
  return eventOf(type, payloadOf(row, teller), { at: teller.now, height: stop_height ?? start_height, of: String(of) });
}

function payloadOf(row: SubscriptionRow, { clock }: Teller): told.ToldSubscription {
  const segment = segmentOf(row);
  // What has stopped it counts, although the clock may be behind.
  const at = segment.stop !== null && segment.stop.at.height > clock.height ? segment.stop.at : clock;
  return {
    id: row.id,
    app: row.app_name ?? '',
    sender: row.sender,
    owner: row.owner,
    recipient: row.recipient,
    depositAmount: formatFlux(BigInt(row.deposit_sat)),
    carriedIn: formatFlux(BigInt(row.carried_in_sat)),
    startHeight: row.start_height,
    endHeight: row.end_height,
    endTime: row.end_time,
    ...(isNothing(row) ? { status: 'cancelled' as const, reason: row.outcome } : standingAt(segment, at))
  };
}
