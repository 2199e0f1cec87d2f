/**
 * When a source is told to fail, or to be well again: `(mark, state, now) -> mark`.
 *
 * A mark is what was told last. Several processes look, each knows what it asked itself: what happened before the mark is
 * old, whoever saw it, so two of them never contradict each other in turns. One failed request is no news: a source fails
 * when its last answer was a failure and nothing has come of it for two minutes.
 */
export interface SourceMark {
  state: 'well' | 'failing';
  /** Unix seconds. */
  since: number;
}

export interface SourceLook {
  ok: boolean;
  lastSuccess: number | null;
  lastErrorAt: number | null;
}

const SILENT_SECONDS = 120;

export function nextSourceMark(mark: SourceMark | undefined, look: SourceLook, now: number): SourceMark | undefined {
  const { ok, lastSuccess, lastErrorAt } = look;
  if (mark?.state === 'failing') {
    // Excused: it failed, and is not needed for that any more.
    const wellAt = Math.max(lastSuccess ?? -1, lastErrorAt ?? -1);
    return ok && wellAt >= mark.since ? { state: 'well', since: wellAt } : mark;
  }
  const isOld = lastErrorAt === null || (mark !== undefined && lastErrorAt <= mark.since);
  if (ok || isOld || now - (lastSuccess ?? -Infinity) < SILENT_SECONDS) return mark;
  return { state: 'failing', since: lastErrorAt };
}
