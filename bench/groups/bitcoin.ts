/**
 * The explorer of Bitcoin on an own node and an Electrum server: one question after another on the API's own port, each about
 * something that was not asked before.
 */
import type { Bench } from '../harness/bench.ts';
import type { BenchedBitcoin } from '../harness/bitcoin-process.ts';
import { firstLine, startChild } from '../harness/child.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { atMost, type Row } from '../harness/row.ts';
import { timeAnswer } from '../harness/time-answer.ts';

/** Of each kind of question, not counted: what is built with the first answer is not what is measured. */
const WARM = 5;

export async function bitcoin(bench: Bench): Promise<Row[]> {
  const child = startChild({ name: 'the simulated Bitcoin', args: ['bench/harness/bitcoin-process.ts'] });
  try {
    bench.say('mining transactions of 100 inputs');
    const { env, txids, addresses } = JSON.parse(await firstLine(child)) as BenchedBitcoin;
    const { env: upstreams } = await bench.simulator(['--scale', '0.01']);
    const dbPath = `${bench.folder()}/bench.sqlite3`;
    const product = await bench.product({ dbPath, upstreams: { ...upstreams, ...env } });
    await product.untilQuiet();
    const ask = async (what: string, p99Ms: number, paths: string[]): Promise<Row> => {
      bench.say(what);
      const took: number[] = [];
      for (const path of paths) took.push(await timeAnswer(`${product.api}/api/bitcoin/${path}`));
      const counted = took.slice(WARM);
      const bar = atMost(percentile(counted, 99), p99Ms, 'ms p99');
      return { what, ...bar, detail: { asked: counted.length, medianMs: median(counted), firstMs: took[0] } };
    };
    return [
      await ask(
        'transactions of 100 inputs, one at a time',
        150,
        txids.map((txid) => `tx/${txid}`)
      ),
      await ask(
        'first pages of addresses with 10,000 transactions, one at a time',
        200,
        addresses.map((address) => `address/${address}`)
      )
    ];
  } finally {
    await child.end();
  }
}
