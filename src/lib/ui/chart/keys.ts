/** Reading a chart with the keyboard: which point a key leads to. */
const MANY = 10;

/** From the point `at` (-1 = none yet) of `count`; undefined for a key that means nothing here. Stops at both ends. */
export function stepTo(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  const isBefore = at < 0;
  const steps = new Map(
    Object.entries({
      ArrowRight: isBefore ? 0 : at + 1,
      ArrowLeft: isBefore ? last : at - 1,
      PageDown: isBefore ? 0 : at + MANY,
      PageUp: isBefore ? last : at - MANY,
      Home: 0,
      End: last
    })
  );
  const to = steps.get(key);
  return to === undefined || count === 0 ? undefined : Math.min(last, Math.max(0, to));
}
