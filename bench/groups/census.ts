/** Census cycles of a full-scale network: the first one into an empty store, then one of a network that moved on. */
import { join } from 'node:path';
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { buildStoreParts } from '../harness/planted.ts';
import { all, below, type Row } from '../harness/row.ts';

interface Cycle {
  missing: string[];
  seconds: number;
  cpuSeconds: number;
  delayP99Ms: number;
  growthMb: number;
}

export async function census(bench: Bench): Promise<Row[]> {
  await buildStoreParts();
  bench.say('starting the full-scale network');
  const simulator = await bench.simulator(['--block-ms', 'manual']);
  const path = join(bench.folder(), 'census.sqlite3');
  const rows: Row[] = [];
  for (const what of ['first', 'next']) {
    bench.say(`the ${what} cycle`);
    await simulator.post('blocks', { count: 2_880 });
    await simulator.delete('requests');
    const args = [...heapLimits(), 'build/bench/census.js', path, '1'];
    const [cycle] = JSON.parse(await runToEnd({ name: 'the census', args, env: simulator.env })) as Cycle[];
    if (cycle === undefined || cycle.missing.length > 0) throw new Error(`incomplete: ${cycle?.missing.join() ?? ''}`);
    const { repeated } = await simulator.get<{ repeated: Record<string, number> }>('requests');
    rows.push({
      what: `census cycle, ${what}`,
      ...all(
        below(cycle.cpuSeconds, 3, 's of CPU'),
        below(cycle.delayP99Ms, 50, 'ms event-loop p99'),
        below(cycle.growthMb, 150, 'MiB RSS growth')
      ),
      detail: { ...cycle }
    });
    rows.push({
      what: `census cycle, ${what}: each document`,
      bar: 'fetched once',
      measured: Object.keys(repeated).length === 0 ? 'fetched once' : JSON.stringify(repeated),
      isPassed: Object.keys(repeated).length === 0
    });
  }
  return rows;
}
