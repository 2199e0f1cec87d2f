/** The end of an app as the store keeps it: at a height, at a time, or not known. */
import { endOf, type AppEnd } from '../../../../domain/apps/app-life.ts';
import { estimateHeight, estimateTime } from '../../../../domain/time/chain-clock.ts';
import type { AppSpecRow } from '../../census/module.ts';
import type { AppMessageSpecRow } from '../statements.ts';

export function endOfRow({ end_height, end_time }: Pick<AppSpecRow, 'end_height' | 'end_time'>): AppEnd | null {
  if (end_time !== null) return { time: end_time };
  return end_height === null ? null : { height: end_height };
}

/** Of an app that the network has no more: what its newest message says. */
export function endOfMessage({
  spec_version,
  height,
  expire,
  end_time
}: Pick<AppMessageSpecRow, 'spec_version' | 'height' | 'expire' | 'end_time'>): AppEnd | null {
  return endOf({ specVersion: spec_version, height, expire, endTime: end_time });
}

/** As answers show it: an end at a time has an estimated height, one at a height an estimated time. */
export function endAt(end: AppEnd | null) {
  if (end === null) return null;
  return 'time' in end ? { height: estimateHeight(end.time), estimatedTime: end.time } : blockAt(end.height);
}

export function blockAt(height: number) {
  return { height, estimatedTime: estimateTime(height) };
}
