/** A year of the simulated network in which nothing is wrong: its documents change every day, and their shapes hardly ever. */
import { expect, it } from 'vitest';
import { nodeList } from '../../../simulator/serve/node-list.ts';
import { Simulation } from '../../../simulator/simulation.ts';
import { resolveOptions } from '../../../simulator/options.ts';
import { nextShape, unwatched, type WatchedShape } from '../../lib/domain/drift/drift.ts';
import { createShaper } from '../../lib/domain/drift/shape.ts';
import { START } from './harness.ts';

const DAY = 86_400;
const DAYS = 365;
const BLOCKS_A_DAY = 2_880;

it.each([1, 2])('opens at most two incidents in 365 normal days of network %i', (seed) => {
  const simulation = new Simulation(
    resolveOptions({
      seed,
      scale: 0.015,
      payments: 200,
      paymentsPerBlock: 1 / 150,
      blockMs: 'manual',
      now: START,
      isClockFixed: true
    })
  );
  const watched = new Map<string, WatchedShape>();
  const opened = new Set<string>();
  for (let day = 0; day <= DAYS; day++) {
    const at = START + day * DAY;
    for (const [document, rows] of Object.entries(documentsOf(simulation))) {
      const shaper = createShaper();
      // As they come out of JSON.
      for (const row of rows) shaper.see(JSON.parse(JSON.stringify(row)));
      const look = { shape: shaper.shape(), refused: null, isAnswer: false, at, sampleOf: () => '' };
      const next = nextShape(watched.get(document) ?? unwatched, look);
      watched.set(document, next);
      const { drift } = next;
      if (drift !== null)
        opened.add(`${document} ${drift.openedAt} ${drift.changes.map(({ path, what }) => `${path} ${what}`).join()}`);
    }
    simulation.setClock({ now: at + DAY });
    simulation.mine(BLOCKS_A_DAY);
  }
  expect([...opened].length, [...opened].join('\n')).toBeLessThanOrEqual(2);
});

function documentsOf({ census, network }: Simulation): Record<string, readonly object[]> {
  return {
    fluxinfo: [...census.fluxinfo([])],
    'app-specs': network.currentMessages().map((message) => network.specs.current(message)),
    'node-list': nodeList(census, { chain: network.chain, tip: network.chain.tip, filter: '' }),
    'app-locations': census.locations(),
    messages: network.currentMessages().map((message) => network.messages.document(message))
  };
}
