import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copiedGolden, originalGolden, readGolden } from './support/golden.ts';

describe(readGolden, () => {
  it.skipIf(!existsSync(originalGolden))('has a copy with the answers of the original', () => {
    expect(readGolden(copiedGolden)).toEqual(readGolden(originalGolden));
  });
  it('has cases of every kind', () => {
    expect(Object.values(readGolden(copiedGolden)).every((cases) => Object.keys(cases as object).length > 0)).toBe(
      true
    );
  });
  it('names the file that is absent', () => {
    expect(() => readGolden(new URL('./absent.json', copiedGolden))).toThrow(/no golden answers at .*absent\.json/);
  });
});
