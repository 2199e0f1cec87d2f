import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../errors.ts';
import { createGate } from './gate.ts';
import { virtualClock } from '../../../../tests/support/scripted-server.ts';

describe(createGate, () => {
  it('never lets more than the allowed number start within any second', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 25, maxLength: 60 }),
        async (perSecond, idleMs) => {
          const { gate, clock, signal } = setup({ perSecond });
          const starts: number[] = [];
          for (const ms of idleMs) {
            clock.advance(ms);
            await gate.turn('daemon', signal);
            starts.push(clock.nowMs());
          }
          for (const start of starts) {
            expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(
              perSecond
            );
          }
        }
      )
    );
  });
  it('holds everybody back until a pause is over', async () => {
    const { gate, clock, signal } = setup({});
    gate.pause(7_000);
    await gate.turn('daemon', signal);
    expect(clock.nowMs()).toBe(7_000);
  });
  it('never pauses longer than an hour, and a shorter wish does not shorten a longer one', async () => {
    const { gate, clock, signal } = setup({ patienceMs: 86_400_000 });
    gate.pause(86_400_000);
    gate.pause(1_000);
    await gate.turn('daemon', signal);
    expect(clock.nowMs()).toBe(3_600_000);
  });
  it('fails at once where the pause is longer than the caller waits, and says until when', async () => {
    const { gate, clock, signal } = setup({ patienceMs: 2_000 });
    gate.pause(600_000);
    const turn = gate.turn('coingecko', signal);
    await expect(turn).rejects.toThrow(UpstreamError);
    await expect(turn).rejects.toThrow(
      'coingecko: not asked, its host wants to be left alone until 2026-11-20T01:10:00Z'
    );
    expect(clock.waits).toEqual([]);
    clock.advance(598_000);
    await gate.turn('coingecko', signal);
    expect(clock.nowMs()).toBe(600_000);
  });
  it('lets nobody through whose signal has fired', async () => {
    const { gate } = setup({});
    await expect(gate.turn('daemon', AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
  });
});

function setup({ perSecond = 1000, patienceMs = 60_000 }: { perSecond?: number; patienceMs?: number }) {
  const clock = virtualClock();
  const now = () => Date.UTC(2026, 10, 20, 1) / 1000 + clock.nowMs() / 1000;
  return { clock, gate: createGate({ perSecond, patienceMs, clock, now }), signal: new AbortController().signal };
}
