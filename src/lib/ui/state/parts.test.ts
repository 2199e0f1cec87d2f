import { describe, expect, it } from 'vitest';
import { createLastKnown, mapPart, valueOf, type Part, type Unavailable } from './parts.ts';

const ready = (value: number): Part<number> => ({ state: 'ready', value, at: 100 });
const failed: Unavailable<number> = { state: 'unavailable', reason: 'away', status: 502, at: 200, last: null };

describe(createLastKnown, () => {
  it('keeps the last answer to the same question, and when it is from', () => {
    const keep = createLastKnown();
    keep('?page=1', { rows: ready(7), title: 'a' });
    const { rows, title } = keep('?page=1', { rows: failed, title: 'b' });
    expect(rows).toEqual({ ...failed, last: { state: 'ready', value: 7, at: 100 } });
    expect([valueOf(rows), title]).toEqual([7, 'b']);
  });
  it('shows nothing in place of the answer to another question', () => {
    const keep = createLastKnown();
    keep('?page=1', { rows: ready(7) });
    expect(valueOf(keep('?page=2', { rows: failed }).rows)).toBeNull();
  });
  it('keeps each part of a list by its place', () => {
    const keep = createLastKnown();
    keep('', { panels: [ready(7), ready(8)] });
    expect(keep('', { panels: [ready(9), failed] }).panels.map(valueOf)).toEqual([9, 8]);
  });
  it('forgets a failure as soon as there is an answer', () => {
    const keep = createLastKnown();
    keep('', { rows: failed });
    expect(keep('', { rows: ready(8) }).rows).toEqual(ready(8));
  });
});

describe(mapPart, () => {
  it('maps an answer and a kept one alike', () => {
    expect(mapPart(ready(2), String)).toEqual({ state: 'ready', value: '2', at: 100 });
    const kept = mapPart({ ...failed, last: { state: 'ready', value: 3, at: 1 } }, String);
    expect(valueOf(kept)).toBe('3');
  });
});
