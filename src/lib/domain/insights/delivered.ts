/**
 * How long an app was short of copies after it lost some.
 *
 * A loss begins when fewer copies run than were ordered, after they had all run; it heals when they all run again. Both
 * moments are true to one look at the network. What has not healed yet is open, and no time to heal.
 */
export interface Healing {
  losses: number;
  healed: number;
  /** Seconds; null: nothing has healed. */
  medianSeconds: number | null;
  longestSeconds: number | null;
  /** Unix seconds since when copies are missing; null: none are. */
  openSince: number | null;
}

/** Intervals in which a copy was seen, in any order. `orderedAt` answers null where the order is not known. */
export function healingOf(
  intervals: readonly { from: number; to: number | null }[],
  orderedAt: (time: number) => number | null
): Healing {
  const steps = [
    ...intervals.map(({ from }) => ({ at: from, change: 1 })),
    ...intervals.flatMap(({ to }) => (to === null ? [] : [{ at: to, change: -1 }]))
  ].toSorted((a, b) => a.at - b.at || b.change - a.change);
  let running = 0;
  let wasWhole = false;
  let shortSince: number | null = null;
  let losses = 0;
  const healed: number[] = [];
  for (const [place, { at, change }] of steps.entries()) {
    running += change;
    if (steps[place + 1]?.at === at) continue;
    const ordered = orderedAt(at);
    if (ordered === null) continue;
    if (running >= ordered) {
      if (shortSince !== null) healed.push(at - shortSince);
      shortSince = null;
      wasWhole = true;
    } else if (wasWhole && shortSince === null && change < 0) {
      losses++;
      shortSince = at;
    }
  }
  const sorted = healed.toSorted((a, b) => a - b);
  return {
    losses,
    healed: healed.length,
    medianSeconds: sorted[(sorted.length - 1) >> 1] ?? null,
    longestSeconds: sorted.at(-1) ?? null,
    openSince: shortSince
  };
}
