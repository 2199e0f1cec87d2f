import { describe, expect, it } from 'vitest';
import type { JobHealth } from '../../../platform/jobs/port.ts';
import type { SourceState } from '../../../platform/upstream/source-state.ts';
import { createLook } from './look.ts';

/** 2026-11-20 15:30 UTC. */
const AT = 1_795_188_600;

describe(createLook, () => {
  it('finds sources and jobs well or not, on the UTC day of the look', () => {
    const found = createLook()({
      sources: [source('daemon', { ok: true, lastSuccess: AT }), source('stats', { ok: false })],
      jobs: [job('census', { lastSuccess: AT }), job('backup', { failingSince: AT })],
      at: AT
    });
    expect(found.map(({ kind, name, date, good, bad }) => [kind, name, date, good, bad])).toEqual([
      ['source', 'daemon', '2026-11-20', 1, 0],
      ['source', 'stats', '2026-11-20', 0, 1],
      ['job', 'census', '2026-11-20', 1, 0],
      ['job', 'backup', '2026-11-20', 0, 1]
    ]);
  });
  it('says nothing of what was never asked and never ran', () => {
    expect(createLook()({ sources: [source('binance', { ok: true })], jobs: [job('restore', {})], at: AT })).toEqual(
      []
    );
  });
  it('counts an answer once', () => {
    const look = createLook();
    const answered = { ok: true, lastSuccess: AT, lastMs: 120 };
    const [first] = look({ sources: [source('daemon', answered)], jobs: [], at: AT });
    const [again] = look({ sources: [source('daemon', answered)], jobs: [], at: AT + 60 });
    const [next] = look({ sources: [source('daemon', { ...answered, lastSuccess: AT + 61 })], jobs: [], at: AT + 120 });
    expect([first, again, next].map((one) => [one?.answers, one?.ms])).toEqual([
      [1, 120],
      [0, 0],
      [1, 120]
    ]);
  });
});

function source(name: string, state: Partial<SourceState>): SourceState {
  return { name, ok: true, lastSuccess: null, lastError: null, lastErrorAt: null, lastMs: null, note: null, ...state };
}

function job(name: string, health: Partial<JobHealth>): JobHealth {
  return {
    name,
    state: 'succeeded',
    lastSuccess: null,
    lastError: null,
    failingSince: null,
    done: null,
    total: null,
    etaSeconds: null,
    nextRun: null,
    ...health
  };
}
