/**
 * How far a list that arrives bit by bit has come, for those who would rather wait for their part of it than do without.
 *
 * The list is ordered only roughly, so this is no promise: what comes later than it should finds its way all the same.
 */
export interface ToldHeights {
  /** Resolves when everything up to a height has probably come, or nothing more will. */
  reached(height: number): Promise<void>;
  /** A list begins. */
  begin(): void;
  /** Some of it has come; the lowest of their heights counts. */
  advance(heights: number[]): void;
  /** No list is on its way. */
  end(): void;
}

export function createToldHeights(): ToldHeights {
  let told = Infinity;
  let waiting: { height: number; resolve: () => void }[] = [];

  const wake = () => {
    const over = waiting.filter(({ height }) => height <= told);
    waiting = waiting.filter(({ height }) => height > told);
    for (const { resolve } of over) resolve();
  };
  return {
    reached: (height) =>
      height <= told ? Promise.resolve() : new Promise((resolve) => waiting.push({ height, resolve })),
    begin() {
      told = 0;
    },
    advance(heights) {
      if (heights.length > 0)
        told = Math.max(
          told,
          heights.reduce((a, b) => Math.min(a, b))
        );
      wake();
    },
    end() {
      told = Infinity;
      wake();
    }
  };
}
