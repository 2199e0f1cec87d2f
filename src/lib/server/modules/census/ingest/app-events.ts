/**
 * What a change of the network's list of apps tells. An app that leaves the list has expired when its term is over by what
 * is known of the tip and the time; otherwise, or when its owner has ordered a term of at most 100 blocks, it was cancelled.
 */
import * as told from '../../../../contract/apps/events.ts';
import { isExpired } from '../../../../domain/apps/app-life.ts';
import { eventOf } from '../../../platform/events/event.ts';
import type { EventDraft } from '../../../platform/store/rows.ts';
import type { AppSpecRow, KnownApp } from '../statements.ts';

export interface Moment {
  /** null: not known. */
  tip: number | null;
  /** Unix seconds. */
  now: number;
}

/** An update to so few blocks ends an app: its owner has cancelled it. */
const CANCELLING_BLOCKS = 100;

export function listedEvent(row: AppSpecRow, known: KnownApp | undefined, { now }: Moment): EventDraft {
  const type = known === undefined ? told.appRegistered : told.appUpdated;
  return tell(type, row, now);
}

export function goneEvent(known: KnownApp, moment: Moment): EventDraft {
  const isCancelled = isCut(known) || !isOver(known, moment);
  return tell(isCancelled ? told.appCancelled : told.appExpired, known, moment.now);
}

function isCut({ expire }: KnownApp): boolean {
  return expire !== null && expire > 0 && expire <= CANCELLING_BLOCKS;
}

/** Of an end that nobody knows it is believed: it has left the list. */
function isOver({ end_height, end_time }: KnownApp, { tip, now }: Moment): boolean {
  if (end_time !== null) return end_time <= now;
  return end_height === null || tip === null || isExpired(end_height, tip);
}

function tell(type: typeof told.appRegistered, row: Omit<KnownApp, 'state'>, now: number): EventDraft {
  const data: told.ToldApp = {
    name: row.name,
    owner: row.owner,
    hash: row.hash,
    height: row.height,
    version: row.spec_version,
    instances: row.instances,
    endHeight: row.end_height,
    endTime: row.end_time,
    encrypted: row.is_encrypted === 1
  };
  return eventOf(type, data, { at: now, height: row.height, of: row.hash });
}
