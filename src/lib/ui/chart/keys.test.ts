import { describe, expect, it } from 'vitest';
import { stepTo } from './keys.ts';

describe(stepTo, () => {
  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowLeft', 3, 2],
    ['ArrowRight', 29, 29],
    ['ArrowLeft', 0, 0],
    ['PageDown', 3, 13],
    ['PageUp', 3, 0],
    ['Home', 3, 0],
    ['End', 3, 29],
    ['ArrowRight', -1, 0],
    ['ArrowLeft', -1, 29]
  ])('%s leads from %i to %i of 30 points', (key, at, to) => {
    expect(stepTo(key, at, 30)).toBe(to);
  });
  it('knows no other key, and no point of nothing', () => {
    expect(stepTo('a', 3, 30)).toBeUndefined();
    expect(stepTo('toString', 3, 30)).toBeUndefined();
    expect(stepTo('End', -1, 0)).toBeUndefined();
  });
});
