import { describe, expect, it } from 'vitest';
import { createReadAhead, type Heights, type ReadAhead, type Step } from './read-ahead.ts';

describe('ranges that are read side by side', () => {
  it.each([1, 2, 3, 4, 5])('are handed over in order and without a gap, wherever they end (seed %i)', async (seed) => {
    const { ahead } = setup({ to: 2_000, endsAt: ({ from, to }) => Math.min(to, from + ((from * seed) % 90)) });
    const steps = await all(ahead);
    expect(steps[0]?.from).toBe(1);
    expect(steps.at(-1)?.to).toBe(2_000);
    for (const [at, { from }] of steps.slice(1).entries()) expect(from).toBe((steps[at]?.to ?? NaN) + 1);
  });
  it('are as many at once as allowed', async () => {
    const { ahead, most } = setup({ to: 1_000 });
    await all(ahead);
    expect(most()).toBe(2);
  });
  it('wait while too much is held, and go on when it is taken', async () => {
    const { ahead, asked } = setup({ to: 1_000, mostHeld: 250 });
    await ahead.next();
    await ahead.full();
    await settled();
    // The one taken, three held, and at most one that was begun before these were in.
    expect(asked.length).toBeLessThanOrEqual(5);
    expect((await all(ahead)).at(-1)?.to).toBe(1_000);
  });
  it('before one that fails are handed over, those behind it never', async () => {
    const { ahead } = setup({ to: 1_000, fails: ({ from }) => from === 301 });
    const ends: number[] = [];
    await expect(all(ahead, ({ to }) => ends.push(to))).rejects.toThrow('no answer');
    expect(ends).toEqual([100, 200, 300]);
  });
  it('before one that fails are read to their end, however often they end early', async () => {
    const endsAt = ({ from, to }: Heights) => (from < 101 ? Math.min(to, from + 30) : to);
    const { ahead } = setup({ to: 1_000, endsAt, fails: ({ from }) => from === 101 });
    const ends: number[] = [];
    await expect(all(ahead, ({ to }) => ends.push(to))).rejects.toThrow('no answer');
    expect(ends.at(-1)).toBe(100);
  });
  it('have ended when they are stopped', async () => {
    const { ahead, running } = setup({ to: 1_000 });
    await ahead.next();
    await ahead.stop();
    expect(running()).toBe(0);
  });
});

async function all(ahead: ReadAhead<Heights>, onStep: (read: Heights) => void = () => undefined): Promise<Heights[]> {
  const steps: Heights[] = [];
  for (let step = await ahead.next(); step !== null; step = await ahead.next()) {
    steps.push(step.read);
    onStep(step.read);
  }
  return steps;
}

/** Ranges of a hundred blocks that weigh as much. */
function setup({
  to,
  mostHeld = Infinity,
  endsAt = (asked) => asked.to,
  fails = () => false
}: {
  to: number;
  mostHeld?: number;
  endsAt?: (asked: Heights) => number;
  fails?: (asked: Heights) => boolean;
}) {
  const asked: Heights[] = [];
  let running = 0;
  let most = 0;
  const ahead = createReadAhead<Heights>({
    from: 1,
    to,
    atOnce: 2,
    mostHeld,
    plan: (from) => from + 99,
    async read(range): Promise<Step<Heights>> {
      asked.push(range);
      most = Math.max(most, ++running);
      await settled();
      running--;
      if (fails(range)) throw new Error('no answer');
      return { asked: range, read: { from: range.from, to: endsAt(range) }, weight: 100 };
    }
  });
  return { ahead, asked, running: () => running, most: () => most };
}

/** A few turns of the event loop. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve));
}
