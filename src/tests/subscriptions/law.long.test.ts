/** The law of subscriptions at the size that the contract names. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { segmentsOf } from '../../lib/domain/subscriptions/segments.ts';
import { anyHeight, anyLife, blockOf, faultAt } from '../support/lives.ts';
import { startIndexer } from '../sync/harness.ts';
import { expectLaw, expectSums, project } from './harness.ts';

const HOUR_MS = 3_600_000;

it(
  'holds in 100,000 lives',
  () => {
    fc.assert(
      fc.property(anyLife, fc.array(anyHeight, { minLength: 5, maxLength: 5 }), (messages, heights) => {
        const segments = segmentsOf(messages);
        const places = [...heights, ...messages.map((each) => each.at.height)].map(blockOf);
        expect(places.map((now) => faultAt(segments, now)).filter((fault) => fault !== '')).toEqual([]);
      }),
      { numRuns: 100_000 }
    );
  },
  HOUR_MS
);

it(
  'holds over 100,000 segments at 1,000 heights',
  () => {
    const heights = fc.sample(anyHeight, { numRuns: 1_000, seed: 1 }).map(blockOf);
    let segments = 0;
    for (let seed = 1; segments < 100_000; seed++) {
      const lives = fc.sample(anyLife, { numRuns: 1_000, seed }).map(segmentsOf);
      segments += lives.reduce((sum, life) => sum + life.length, 0);
      const faults = lives.flatMap((life) => heights.map((at) => faultAt(life, at)).filter((fault) => fault !== ''));
      expect(faults).toEqual([]);
    }
  },
  HOUR_MS
);

it(
  'holds for every app of the simulator at full size',
  async () => {
    const indexer = await startIndexer({ payments: 25_000, scale: 1 });
    try {
      await indexer.sync();
      await project(indexer);
      await expectLaw(indexer, 1_000);
      await expectSums(indexer);
    } finally {
      await indexer.close();
    }
  },
  HOUR_MS
);
