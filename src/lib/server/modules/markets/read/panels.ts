/** The beginning of a panel: whether it can be shown, why not, how old it is. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import type { Status } from '../../../../contract/markets/panel.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import { OFF } from './closes.ts';

export interface PanelHead extends Freshness {
  status: Status;
  reason: string | null;
}

const UNDATED: Freshness = { asOf: null, stale: false };

export function panelOf(
  { status, reason }: Pick<PanelHead, 'status' | 'reason'>,
  freshness: Freshness = UNDATED
): PanelHead {
  return { status, reason, ...freshness };
}

/** A panel without anything: because Bitcoin is off, or for the given reason. */
export function unavailable(isOn: boolean, reason: string): PanelHead {
  return panelOf(isOn ? { status: 'not available', reason } : { status: 'not configured', reason: OFF });
}

/** Of what was told at a time, unix seconds, and is asked for anew long before its limit. */
export function freshnessAt(asOf: number, { now, limitSeconds }: { now: number; limitSeconds: number }): Freshness {
  return { asOf, stale: !isWithin(asOf, now, limitSeconds) };
}
