/** Golden cases of what a change is, worked out by hand, and of how an incident goes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learn } from './baseline.ts';
import { changesOf, changeText } from './changes.ts';
import { nextShape, STABLE_SECONDS, unwatched, type Look, type WatchedShape } from './drift.ts';
import { masked } from './masked.ts';
import { createShaper, type Shape } from './shape.ts';

const AT = 1_795_188_600;
const STEP = 600;

describe('a shape', () => {
  it('counts a field within the objects around it, null for away, and elements of lists', () => {
    const shape = shapeOf([
      { ip: 'a', apps: { running: [{ Names: ['x'] }, {}] } },
      { ip: null, apps: { running: [] } },
      { ip: 'c' }
    ]);
    expect(shape.rows).toBe(3);
    expect(shape.fields['ip']).toEqual({ within: '', filled: 2, kinds: { string: 2 }, distinct: 2 });
    expect(shape.fields['apps']).toMatchObject({ filled: 2, kinds: { object: 2 } });
    expect(shape.counts['apps']).toBe(2);
    expect(shape.fields['apps.running']).toMatchObject({ within: 'apps', filled: 2 });
    expect(shape.counts['apps.running[]']).toBe(2);
    expect(shape.fields['apps.running[].Names']).toMatchObject({ within: 'apps.running[]', filled: 1 });
  });
  it('tells rows of different versions apart, and knows names of things from names of fields', () => {
    const shape = shapeOf([
      { version: 7, compose: [] },
      { version: 8, compose: [], 'my app': 1, '1.2.3.4': 2 }
    ]);
    expect(shape.versions).toEqual([7, 8]);
    expect(shape.fields['v7.compose']).toMatchObject({ within: 'v7', filled: 1 });
    expect(shape.fields['v8.*']).toMatchObject({ kinds: { number: 2 } });
  });
  it('looks at a part of a large document only, but at the version of each row', () => {
    const rows = Array.from({ length: 70_000 }, (_, row) => ({ version: row === 69_999 ? 9 : 8 }));
    const shape = shapeOf(rows);
    expect(shape.versions).toEqual([8, 9]);
    expect(shape.counts['v8']).toBeLessThan(1_500);
  });
  it('looks at enough of one to have seen a kind of which three rows would count as new', () => {
    // 1,882 rows, one in forty of the other kind: some 47, of which a look at a fifth of all rows meets nine. Fewer than three is one case in 300.
    const unseen = Array.from({ length: 100 }, (_, seed) => seed).filter((seed) => {
      const rows = Array.from({ length: 1_882 }, (_, row) => ({
        mark: 'sometimes' in drawn(seed, row, 1 / 40) ? false : ''
      }));
      return (shapeOf(rows).fields['mark']?.kinds.boolean ?? 0) < 3;
    });
    expect(unseen.length).toBeLessThanOrEqual(2);
  });
});

describe('a change', () => {
  const usual = Array.from({ length: 100 }, (_, row) => ({
    name: `n${row}`,
    ...(row % 2 === 0 && { note: 'x' }),
    ...(row < 5 && { rare: 1 })
  }));
  it('is a field that fewer rows have, or none', () => {
    const fewer = usual.map(({ name, ...row }, at) => (at < 70 ? { name, ...row } : row));
    expect(changeText(changesBetween(usual, fewer))).toBe('name is in 70 % after 100 %');
    const none = usual.map(({ note: _, ...row }) => row);
    expect(changeText(changesBetween(usual, none))).toBe('note is in 0 % after 50 %');
  });
  it('is none within the chance of the share', () => {
    // 50 of 100, and 30: four standard deviations of the difference are 28.
    const now = usual.map(({ note: _, ...row }, at) => (at < 30 ? { ...row, note: 'x' } : row));
    expect(changesBetween(usual, now)).toEqual([]);
  });
  it('is none in a field of which too little was expected, nor in one that is new', () => {
    const now = usual.map(({ rare: _, ...row }) => ({ ...row, added: 1 }));
    expect(changesBetween(usual, now)).toEqual([]);
  });
  it('is a kind that was never seen, from three rows on', () => {
    const falsified = (many: number) => usual.map((row, at) => (at < many ? { ...row, name: false } : row));
    expect(changesBetween(usual, falsified(2))).toEqual([]);
    expect(changesBetween(usual, falsified(3))).toEqual([
      { what: 'kind', path: 'name', before: 'string', now: 'boolean' }
    ]);
  });
  it('is a version that was never seen, in one row', () => {
    const specs = (versions: number[]) => versions.map((version) => ({ version, name: 'x' }));
    expect(changesBetween(specs([1, 7, 8]), specs([7, 8, 9]))).toEqual([
      { what: 'version', path: 'version', before: '1, 7, 8', now: '9' }
    ]);
  });
  it('is a field that has one value where it had many', () => {
    const now = usual.map((row) => ({ ...row, name: 'n' }));
    expect(changesBetween(usual, now)).toMatchObject([{ what: 'one value', path: 'name' }]);
  });
  it('is none between two documents of one population, whatever it is', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const population = fc.record({
      share,
      seeds: fc.tuple(fc.integer(), fc.integer()),
      rows: fc.integer({ min: 6, max: 300 })
    });
    fc.assert(
      fc.property(population, ({ share: chance, seeds, rows }) => {
        const documents = seeds.map((seed) => Array.from({ length: rows }, (_, row) => drawn(seed, row, chance)));
        expect(changesBetween(documents[0] ?? [], documents[1] ?? [])).toEqual([]);
      }),
      { numRuns: 200, seed: 7 }
    );
  });
});

describe('an incident', () => {
  const good = rowsWith(1);
  const bad = rowsWith(0.5);
  it('opens at the first document, closes when the shape is back, and freezes in between', () => {
    const told = run([good, good, bad, bad, good]);
    expect(told.map(({ drift }) => drift && [drift.openedAt - AT, drift.closedAt === null, drift.isFrozen])).toEqual([
      null,
      null,
      [2 * STEP, true, true],
      [2 * STEP, true, true],
      [2 * STEP, false, false]
    ]);
    expect(told.at(-1)?.drift).toMatchObject({ closedBy: 'shape', lastGoodAt: AT + STEP, sample: '"row"' });
  });
  it('is the same one when it comes back within an hour', () => {
    const told = run([good, bad, good, good, bad]);
    expect(told.at(-1)?.drift).toMatchObject({ openedAt: AT + STEP, closedAt: null });
  });
  it('is another one after that', () => {
    const told = run([good, bad, good, good, good, good, good, good, good, bad]);
    expect(told.at(-1)?.drift).toMatchObject({ openedAt: AT + 9 * STEP, closedAt: null });
  });
  it('closes by itself once the new shape has been the same for six hours, and that is the usual one then', () => {
    const hours6 = STABLE_SECONDS / STEP;
    const told = run([good, ...Array.from({ length: hours6 + 1 }, () => bad), bad]);
    expect(told[hours6]?.drift).toMatchObject({ closedAt: null });
    expect(told[hours6 + 1]?.drift).toMatchObject({
      closedBy: 'time',
      closedAt: AT + STEP + STABLE_SECONDS,
      isFrozen: false
    });
    expect(told.at(-1)?.drift).toMatchObject({ closedBy: 'time' });
  });
  it('does not close by itself while nobody can read it, nor while it goes on changing', () => {
    const many = Array.from({ length: 80 }, () => bad);
    expect(run([good, ...many], { isReadable: false }).at(-1)?.drift).toMatchObject({ closedAt: null });
    const other = rowsWith(0);
    const changing = many.map((rows, at) => (at % 10 < 5 ? rows : other));
    expect(run([good, ...changing]).at(-1)?.drift).toMatchObject({ closedAt: null });
  });
  it('is none in an answer that can be read, in one that is empty or complains, and is one in any other', () => {
    const usual = [{ coin: { usd: 1 } }];
    const answer = (now: object, isReadable: boolean) =>
      run([usual, [now]], { isReadable, isAnswer: true }).at(-1)?.drift;
    expect(answer({ coin: { usd: '1' } }, true)).toBeNull();
    expect(answer({}, false)).toBeNull();
    expect(answer({ error: 'try later' }, false)).toBeNull();
    expect(answer({ coin: { usd: '1' } }, false)?.changes).toEqual([
      { what: 'kind', path: 'coin.usd', before: 'number', now: 'string' }
    ]);
    expect(answer({ renamed: { usd: 1 } }, false)?.changes).toMatchObject([{ what: 'gone', path: 'coin' }]);
  });
  it('freezes nothing for a new version', () => {
    const told = run([[{ version: 8 }], [{ version: 8 }, { version: 9 }]]);
    expect(told.at(-1)?.drift).toMatchObject({ closedAt: null, isFrozen: false });
  });
});

it('masks every value of a sample', () => {
  const row = { name: 'secret', port: 1, tags: ['secret'], none: null, inner: { on: true, list: [] } };
  expect(masked(row)).toEqual({
    name: 'string(6)',
    port: 'number',
    tags: ['string(6)'],
    none: 'null',
    inner: { on: 'boolean', list: 'array(0)' }
  });
});

function shapeOf(rows: readonly unknown[]): Shape {
  const shaper = createShaper();
  for (const row of rows) shaper.see(row);
  return shaper.shape();
}

function changesBetween(before: readonly unknown[], now: readonly unknown[]) {
  return changesOf(learn(null, shapeOf(before)), shapeOf(now));
}

function drawn(seed: number, row: number, chance: number): object {
  let state = Math.imul(seed ^ Math.imul(row + 1, 0x9e3779b9), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
  return { always: row, ...(((state ^ (state >>> 16)) >>> 0) / 4_294_967_296 < chance && { sometimes: row }) };
}

function rowsWith(share: number): object[] {
  return Array.from({ length: 100 }, (_, row) => ({ id: row, ...(row < share * 100 && { name: 'x' }) }));
}

/** What is known after each document, ten minutes apart. */
function run(
  documents: readonly (readonly unknown[])[],
  { isReadable = true, isAnswer = false }: { isReadable?: boolean; isAnswer?: boolean } = {}
): WatchedShape[] {
  let watched = unwatched;
  return documents.map((rows, at) => {
    const shape = shapeOf(rows);
    const refused = at === 0 || isReadable ? null : shapeOf(rows.slice(-1));
    const look: Look = { shape, refused, isAnswer, at: AT + at * STEP, sampleOf: () => '"row"' };
    return (watched = nextShape(watched, look));
  });
}
