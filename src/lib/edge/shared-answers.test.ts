import { describe, expect, it } from 'vitest';
import { createSharedAnswers } from './shared-answers.ts';

describe(createSharedAnswers, () => {
  it('asks once for all who ask meanwhile and for a moment after', async () => {
    const { ask, asked, clock } = setup();
    expect(await Promise.all([ask('a', 'one'), ask('a', 'two')])).toEqual(['one', 'one']);
    clock.now = 1_999;
    expect(await ask('a', 'three')).toBe('one');
    clock.now = 2_000;
    expect(await ask('a', 'four')).toBe('four');
    expect(asked).toEqual(['one', 'four']);
  });
  it('keeps different questions apart', async () => {
    const { ask } = setup();
    expect([await ask('a', 'one'), await ask('b', 'two')]).toEqual(['one', 'two']);
  });
  it('does not keep a failure', async () => {
    const { ask, fail } = setup();
    await expect(fail('a', 'away')).rejects.toThrow('away');
    expect(await ask('a', 'back')).toBe('back');
  });
  it('does not hand on a failure that concerns only who asked', async () => {
    const { ask, fail } = setup();
    const limited = fail('a', 'limited');
    const other = ask('a', 'fine');
    await expect(limited).rejects.toThrow('limited');
    expect(await other).toBe('fine');
  });
});

function setup() {
  const clock = { now: 0 };
  const asked: string[] = [];
  const shared = createSharedAnswers({
    ttlMs: 2_000,
    maxEntries: 10,
    isPersonal: (error) => error instanceof Error && error.message === 'limited',
    now: () => clock.now
  });
  const ask = (key: string, answer: string) =>
    shared.ask(key, () => {
      asked.push(answer);
      return Promise.resolve(answer);
    });
  const fail = (key: string, reason: string) => shared.ask<string>(key, () => Promise.reject(new Error(reason)));
  return { ask, fail, asked, clock };
}
