import { expect, it } from 'vitest';
import { nextSourceMark } from './source-marks.ts';

it('takes a source for failing once nothing has come of it for two minutes', () => {
  const failed = { ok: false, lastSuccess: 1_000, lastErrorAt: 1_060 };
  expect(nextSourceMark(undefined, failed, 1_119)).toBeUndefined();
  expect(nextSourceMark(undefined, failed, 1_120)).toEqual({ state: 'failing', since: 1_060 });
});

it('stays failing while it fails, and is well with the first answer', () => {
  const mark = { state: 'failing', since: 1_060 } as const;
  expect(nextSourceMark(mark, { ok: false, lastSuccess: 1_000, lastErrorAt: 1_200 }, 1_200)).toBe(mark);
  const answered = { ok: true, lastSuccess: 1_260, lastErrorAt: 1_200 };
  expect(nextSourceMark(mark, answered, 1_261)).toEqual({ state: 'well', since: 1_260 });
});

it('believes no process whose knowledge is older than what was told', () => {
  const well = { state: 'well', since: 1_260 } as const;
  // Another process has failed before, and has not asked since.
  expect(nextSourceMark(well, { ok: false, lastSuccess: 1_000, lastErrorAt: 1_200 }, 1_400)).toBe(well);
  const failing = { state: 'failing', since: 1_500 } as const;
  expect(nextSourceMark(failing, { ok: true, lastSuccess: 1_450, lastErrorAt: null }, 1_510)).toBe(failing);
});
