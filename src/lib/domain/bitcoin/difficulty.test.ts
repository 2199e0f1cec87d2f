import { expect, it } from 'vitest';
import { difficultyOf, hashrateOf, nextRetarget, targetOfBits } from './difficulty.ts';

it.each([
  ['1d00ffff', 1],
  ['1b0404cb', 16_307.420938523983],
  ['170331db', 88_104_191_118_793.16],
  ['207fffff', 4.656542373906925e-10]
])('reads the difficulty of bits %s', (bits, difficulty) => {
  const target = targetOfBits(bits);
  expect(target && difficultyOf(target)).toBeCloseTo(difficulty, difficulty > 1e12 ? 1 : 9);
  expect((target && difficultyOf(target) / difficulty) ?? 0).toBeCloseTo(1, 12);
});

it('reads the target of compact bits', () => {
  expect(targetOfBits('1b0404cb')?.toString(16).padStart(64, '0')).toBe(`00000000000404cb${'0'.repeat(48)}`);
  expect(targetOfBits('03123456')).toBe(0x123456n);
  expect(targetOfBits('02123456')).toBe(0x1234n);
  expect(targetOfBits('04923456')).toBeNull();
  expect(targetOfBits('zz')).toBeNull();
});

it('needs 2^48 / 65,535 hashes for a block of difficulty one', () => {
  // 1e14 x 2^48 / 65,535 / 600
  expect(hashrateOf(1e14, 600) / 7.158388055e20).toBeCloseTo(1, 6);
});

const main = { blockSeconds: 600, hasRetarget: true };

it('expects the next change at the pace of the period', () => {
  // 1,008 blocks of 300 s after the first of the period: twice as fast as wanted, less the block that is under way.
  const fast = nextRetarget({ height: 2_016 * 10 + 1_007, startTime: 0, time: 302_400, now: 302_400 }, main);
  expect(fast).toEqual({ height: 2_016 * 11, blocksLeft: 1_009, change: 100, expectedAt: 302_400 + 1_009 * 300 });
  const onTime = nextRetarget({ height: 99, startTime: 0, time: 59_000, now: 60_000 }, main);
  expect(onTime.change).toBe(0);
});

it('cuts a change at four times, up and down', () => {
  expect(nextRetarget({ height: 100, startTime: 0, time: 101, now: 101 }, main).change).toBe(300);
  expect(nextRetarget({ height: 100, startTime: 0, time: 10_000_000, now: 10_000_000 }, main).change).toBe(-75);
});

it('knows no change at the beginning of a period, nor where difficulty stands still', () => {
  expect(nextRetarget({ height: 2_016, startTime: 5, time: 5, now: 5 }, main).change).toBeNull();
  const own = { blockSeconds: 600, hasRetarget: false };
  expect(nextRetarget({ height: 100, startTime: 0, time: 600, now: 600 }, own).change).toBeNull();
});
