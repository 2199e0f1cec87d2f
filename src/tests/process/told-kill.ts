/** One run of the log's worst day: blocks, reorganisations, faults, and processes that die, with a reader who comes and goes. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Simulator } from '../../../simulator/index.ts';
import { startApi, type ApiProcess } from './api-process.ts';
import { untilSynced } from './api-truth.ts';
import { createToldLedger } from './told-ledger.ts';

interface Worst {
  simulator: Simulator;
  /** Of each replica. */
  environments: Record<string, string>[];
  kills: number;
  /** Of the reorganisations; between two of them blocks are mined and processes killed. */
  depths: number[];
}

export async function expectToldThroughKills({ simulator, environments, kills, depths }: Worst): Promise<void> {
  const ledger = createToldLedger();
  const replicas: ApiProcess[] = [];
  const urlOfSome = () => replicas[Math.floor(Math.random() * replicas.length)]?.url ?? '';
  try {
    for (const environment of environments) replicas.push(await startApi(environment));
    simulator.faults({ source: '*', rate: 0.2 });
    const perDepth = Math.ceil(kills / depths.length);
    for (const depth of depths) {
      for (let kill = 0; kill < perDepth; kill++) {
        const at = Math.floor(Math.random() * replicas.length);
        await delay(300 + Math.random() * 2_500);
        await ledger.read(urlOfSome());
        await replicas[at]!.kill();
        replicas[at] = await startApi(environments[at]!);
        simulator.mine(1 + Math.floor(Math.random() * 3));
      }
      simulator.mine(Math.max(2, depth));
      // What is to be taken back was read by somebody.
      simulator.clearFaults();
      await untilSynced(urlOfSome(), simulator);
      simulator.reorg({ depth, drop: 1, move: 2, add: 1 });
      simulator.faults({ source: '*', rate: 0.2 });
      await ledger.read(urlOfSome());
    }
    simulator.clearFaults();
    // The network drops what has ended at every eighth block.
    simulator.mine(8 - (simulator.mine(0).tip % 8));
    for (const { url } of replicas) await untilSynced(url, simulator);
    for (const { url } of replicas) await ledger.expectShown(url);
    expect(new Set(ledger.events().map(({ type }) => type))).toContain('payment.seen');
    expect(ledger.events().some(({ type }) => type === 'reorg.detected')).toBe(true);
    await expect
      .poll(
        async () => {
          await ledger.read(urlOfSome());
          return ledger.apps();
        },
        { timeout: 90_000, interval: 1_000 }
      )
      .toEqual(simulator.liveApps().sort());
  } finally {
    await Promise.all(replicas.map((each) => each.kill()));
  }
}
