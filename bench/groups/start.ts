/** From nothing running to readiness through the public port, with 1,000,000 payments stored. */
import type { Bench } from '../harness/bench.ts';
import { median } from '../harness/percentiles.ts';
import { below, text, type Row } from '../harness/row.ts';

const STARTS = 3;

export async function start(bench: Bench): Promise<Row[]> {
  const { product, dbPath } = await bench.productWith();
  await product.end();
  const { env } = await bench.simulator(['--scale', '0.01']);
  const tookSeconds: number[] = [];
  for (let each = 0; each < STARTS; each++) {
    bench.say(`start ${each + 1}`);
    const started = await bench.product({ dbPath, upstreams: env });
    tookSeconds.push(started.readyAfterMs / 1000);
    await started.end();
  }
  return [
    {
      what: `start to ready at ${text(bench.payments)} payments`,
      ...below(median(tookSeconds), 3, 's'),
      detail: { tookSeconds }
    }
  ];
}
