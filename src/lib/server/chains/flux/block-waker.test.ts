/** The waker of blocks against the simulated Blockbook, well and awkward. */
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../../../simulator/index.ts';
import { createBlockWaker, type BlockWaker } from './block-waker.ts';

let simulator: Simulator;
let waker: BlockWaker | null = null;
afterEach(async () => {
  waker?.close();
  await simulator.close();
});

const times = { wakeEveryMs: 20, pingEveryMs: 100, silentMs: 400, retryMs: 20, mostRetryMs: 100, connectMs: 1_000 };

it('wakes for a block, once for many at a time', async () => {
  const { woken } = await setup('works');
  await untilWakes(woken);
  const before = woken();
  simulator.mine(5);
  await expect.poll(woken).toBe(before + 1);
});

it.each(['late', 'drops'] as const)('wakes for later blocks too when the connection is %s', async (kind) => {
  const { woken } = await setup(kind);
  for (let times = 0; times < 3; times++) await untilWakes(woken);
});

it.each(['silent', 'refused'] as const)('does nothing, and tries again, when Blockbook is %s', async (kind) => {
  const { woken, tries } = await setup(kind);
  simulator.mine(1);
  await expect.poll(tries, { timeout: 10_000 }).toBeGreaterThan(2);
  expect(woken()).toBe(0);
});

/** The first block may come before the subscription. */
async function untilWakes(woken: () => number): Promise<void> {
  const before = woken();
  await expect
    .poll(
      () => {
        simulator.mine(1);
        return woken();
      },
      { timeout: 15_000, interval: 200 }
    )
    .toBeGreaterThan(before);
}

async function setup(blockbookSocket: SimulatorOptions['blockbookSocket']) {
  simulator = await startSimulator({ scale: 0.01, payments: 40, blockMs: 'manual', blockbookSocket });
  let [woken, ended] = [0, 0];
  const log = pino({ level: 'debug' }, { write: () => (ended += 1) });
  waker = createBlockWaker({ baseUrl: simulator.env['FLUX_BLOCKBOOK_URL']!, onBlock: () => woken++, log, times });
  waker.begin();
  return { woken: () => woken, tries: () => ended };
}
