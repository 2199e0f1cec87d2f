/** Which days a source did not have when it was asked, so that it is asked again only after a while: sooner for new ones. */
import { daysBetween, SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';

export const YOUNG_DAYS = 5;
const YOUNG_PAUSE_SECONDS = 3_600;

export interface AskedDays {
  /** Of these days those to ask for now; `yesterday` is the newest day that is over. */
  due(dates: Iterable<string>, yesterday: string): string[];
  mark(dates: Iterable<string>): void;
}

/** `elapsed` in seconds, monotonic. */
export function createAskedDays(elapsed: () => number): AskedDays {
  const asked = new Map<string, number>();
  return {
    due: (dates, yesterday) =>
      [...dates].filter((date) => {
        const at = asked.get(date);
        const pause = isYoung(date, yesterday) ? YOUNG_PAUSE_SECONDS : SECONDS_PER_DAY;
        return at === undefined || elapsed() >= at + pause;
      }),
    mark(dates) {
      for (const date of dates) asked.set(date, elapsed());
    }
  };
}

export function isYoung(date: string, yesterday: string): boolean {
  return daysBetween(date, yesterday) < YOUNG_DAYS;
}
