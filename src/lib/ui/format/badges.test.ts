import { describe, expect, it } from 'vitest';
import { demandBadge, staleBadge, typeBadge } from './badges.ts';

describe(demandBadge, () => {
  it('has its steps at 25, 50 and 75 percent of the CPU', () => {
    const words = [0, 24.99, 25, 49.99, 50, 74.99, 75, 100].map((percent) => demandBadge(percent).text);
    expect(words).toEqual([
      'low demand',
      'low demand',
      'moderate demand',
      'moderate demand',
      'high demand',
      'high demand',
      'very high demand',
      'very high demand'
    ]);
  });
  it('is not low where nothing is known', () => {
    expect(demandBadge(null).text).toBe('demand n/a');
  });
});

describe(typeBadge, () => {
  it('tells an unknown kind from an app that was never registered', () => {
    expect([typeBadge(null).title, typeBadge('unregistered').title]).toEqual(['kind unknown', 'never registered']);
  });
});

describe(staleBadge, () => {
  it('says since when', () => {
    expect(staleBadge(1_795_210_569, 1_795_217_769)).toMatchObject({
      text: 'stale, 2 h ago',
      title: 'older than it should be: from 2026-11-20 21:36:09 UTC'
    });
  });
});
