/** Golden series of the reducer: what a series of figures, ten minutes apart, opens and closes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviationOf } from './outlier.ts';
import { calm, reduceAlert, type Limit } from './reduce.ts';
import { messageOf, ruleNames, rules } from './rules.ts';

const STEP = 600;

describe.each<[string, Limit, (number | null)[], string[]]>([
  ['opens once and closes once', limit('above', 6), [0, 5, 6, 7, 9, 8, 6, 5], ['opened 3', 'closed 6']],
  [
    'does not tremble',
    limit('above', 10, { margin: 2 }),
    [11, 10, 9, 11, 9, 8, 11],
    ['opened 0', 'closed 5', 'opened 6']
  ],
  ['waits', limit('below', 80, { waitSeconds: 1_200 }), [79, 79, 81, 79, 79, 79, 79], ['opened 5']],
  ['takes what is not known for nothing', limit('above', 6), [null, 7, null, null, 1, null], ['opened 1', 'closed 4']],
  ['waits on while nothing is known', limit('above', 6, { waitSeconds: 1_200 }), [7, null, 7], ['opened 2']],
  ['begins at the threshold', limit('reaches', 3, { margin: 1 }), [2.9, 3, 2.5, 2], ['opened 1', 'closed 3']],
  ['is silent where nothing was ever known', limit('above', 6), [null, null], []]
])('a rule', (name, rule, figures, expected) => {
  it(name, () => {
    expect(movesOf(rule, figures)).toEqual(expected);
  });
});

it('opens and closes in turns, whatever the figures', () => {
  const figure = fc.option(fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(fc.array(figure), fc.integer({ min: 0, max: 3 }), (figures, margin) => {
      const moves = movesOf(limit('above', 0, { margin }), figures).map((move) => move.split(' ')[0]);
      expect(moves).toEqual(moves.map((_, place) => (place % 2 === 0 ? 'opened' : 'closed')));
    })
  );
});

it('has one rule of each name, whose text says the figure or the fact', () => {
  expect(rules.map(({ rule }) => rule)).toEqual([...ruleNames]);
  const tier = rules.find(({ rule }) => rule === 'tier-drop');
  expect(tier && messageOf(tier, 5.128, 'nimbus')).toBe('The number of nimbus nodes is 5.13 % below yesterday’s.');
});

describe('an outlier', () => {
  const usual = Array.from({ length: 28 }, (_, day) => (day % 2 === 0 ? 90 : 110));
  it('lies so many standard deviations from the 28 days before it', () => {
    // Mean 100, deviation 10.
    expect(deviationOf([...usual, 130])).toBe(3);
    expect(deviationOf([...usual, 70])).toBe(3);
  });
  it('is not known before 14 days with payments, of a day that is not, or of days that are all the same', () => {
    expect(deviationOf([...usual.slice(0, 13), 500])).toBeNull();
    expect(deviationOf([...usual.slice(0, 14), 130])).toBe(3);
    expect(deviationOf([...usual, null])).toBeNull();
    expect(deviationOf(Array.from({ length: 29 }, () => 5))).toBeNull();
    expect(deviationOf([])).toBeNull();
  });
});

function limit(side: Limit['side'], threshold: number, over: Partial<Limit> = {}): Limit {
  return { side, threshold, margin: 0, waitSeconds: 0, ...over };
}

function movesOf(rule: Limit, figures: readonly (number | null)[]): string[] {
  let state = calm;
  return figures.flatMap((figure, place) => {
    const next = reduceAlert(state, figure, { now: place * STEP, limit: rule });
    state = next.state;
    return next.move === null ? [] : [`${next.move} ${place}`];
  });
}
