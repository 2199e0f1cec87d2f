/** The end of an app as the store keeps it: at a height, at a time, or not known. */
import type { AppEnd } from '../../../../domain/apps/app-life.ts';
import type { AppSpecRow } from '../../census/module.ts';

export function endOfRow({ end_height, end_time }: Pick<AppSpecRow, 'end_height' | 'end_time'>): AppEnd | null {
  if (end_time !== null) return { time: end_time };
  return end_height === null ? null : { height: end_height };
}
