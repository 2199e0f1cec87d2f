/**
 * Circles on a map, moved as little as it takes until none covers another: neighbours push each other apart in equal parts,
 * and what has room again drifts back to its place. The same input gives the same picture.
 */
export interface Circle {
  x: number;
  y: number;
  radius: number;
}

export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const ROUNDS = 300;
/** Between two circles. */
const GAP = 0.6;
/** Of the way back, in a round; none of it in the last rounds, so that the pushing has the last word. */
const DRIFT = 0.02;
const SETTLING = 100;

/** As many as were given, in their order; the frame is as large as all of them need. */
export function spread<T extends Circle>(circles: readonly T[], frame: Frame): T[] {
  const placed = circles.map((circle) => ({ ...circle }));
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round < ROUNDS - SETTLING) driftBack(placed, circles);
    const pushed = pushApart(placed);
    for (const one of placed) keepInside(one, frame);
    if (!pushed && round >= ROUNDS - SETTLING) break;
  }
  return placed.map((one) => ({ ...one, x: tenth(one.x), y: tenth(one.y) }));
}

function driftBack(placed: Circle[], homes: readonly Circle[]): void {
  placed.forEach((one, at) => {
    const home = homes[at] ?? one;
    one.x += (home.x - one.x) * DRIFT;
    one.y += (home.y - one.y) * DRIFT;
  });
}

/** Whether any two were too near. */
function pushApart(placed: Circle[]): boolean {
  let isMoved = false;
  placed.forEach((a, at) => {
    for (const b of placed.slice(at + 1)) {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const distance = Math.hypot(dx, dy);
      const missing = a.radius + b.radius + GAP - distance;
      if (missing <= 0) continue;
      // Two at one place part sideways.
      const [ux, uy] = distance === 0 ? [1, 0] : [dx / distance, dy / distance];
      a.x -= (ux * missing) / 2;
      a.y -= (uy * missing) / 2;
      b.x += (ux * missing) / 2;
      b.y += (uy * missing) / 2;
      isMoved = true;
    }
  });
  return isMoved;
}

function keepInside(one: Circle, { left, top, right, bottom }: Frame): void {
  one.x = Math.min(right - one.radius, Math.max(left + one.radius, one.x));
  one.y = Math.min(bottom - one.radius, Math.max(top + one.radius, one.y));
}

const tenth = (value: number) => Math.round(value * 10) / 10;
