import { describe, expect, it } from 'vitest';
import type { Freshness } from '../../contract/kit/figures.ts';
import { freshnessLight } from './freshness.ts';
import type { Part, Ready } from '../state/parts.ts';

const answer = (value: Freshness, at: number): Ready<Freshness> => ({ state: 'ready', value, at });
const failed = (last: Ready<Freshness> | null): Part<Freshness> => ({
  state: 'unavailable',
  reason: 'away',
  status: 502,
  at: 1_050,
  last
});
const light = (part: Part<Freshness>, now: number, isCut = false) =>
  freshnessLight(part, (value) => value, { now, isCut });

describe(freshnessLight, () => {
  it('is good while figures are young and the page is renewed', () => {
    expect(light(answer({ asOf: 988, stale: false }, 1_000), 1_030)).toEqual({ state: 'good', word: '42 s old' });
  });
  it('warns of figures that say themselves that they are old', () => {
    expect(light(answer({ asOf: 400, stale: true }, 1_000), 1_000)).toEqual({
      state: 'warn',
      word: '10 min old, older than it should be'
    });
  });
  it('warns when the page has not been renewed, whatever the answer said', () => {
    const part = answer({ asOf: 1_000, stale: false }, 1_000);
    expect([light(part, 1_100).state, light(part, 1_101)]).toEqual([
      'good',
      { state: 'warn', word: '1 min old, not refreshed' }
    ]);
  });
  it('is bad after a failure, and says how old what is kept is', () => {
    expect(light(failed(answer({ asOf: 1_000, stale: false }, 1_010)), 1_050)).toEqual({
      state: 'bad',
      word: '50 s old, not refreshed'
    });
    expect(light(failed(null), 1_050)).toEqual({ state: 'bad', word: 'no answer' });
  });
  it('is bad as soon as nothing answers, however young the last answer is', () => {
    const part = answer({ asOf: 1_000, stale: false }, 1_010);
    expect(light(part, 1_012, true)).toEqual({ state: 'bad', word: '12 s old, not refreshed' });
  });
  it('does not call figures old that were never known', () => {
    expect(light(answer({ asOf: null, stale: false }, 1_000), 1_000).state).toBe('unknown');
  });
});
