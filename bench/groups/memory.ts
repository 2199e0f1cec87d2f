/** Memory of both processes after a time of mixed load at 1,000,000 payments: pages, API answers, searches, exports. */
import type { Bench } from '../harness/bench.ts';
import { perAnswer, watchCpu } from '../harness/cpu.ts';
import { readExportFile } from '../harness/export-file.ts';
import { loadProduct } from '../harness/load.ts';
import { onceMb, ownMb, proportionalMb, residentMb, sumMb, watchMemory } from '../harness/memory.ts';
import { samplePayments } from '../harness/planted.ts';
import { below, text, type Row } from '../harness/row.ts';
import { appPages, deepPages, firstPages, searches } from './questions.ts';

const CONNECTIONS = 8;
const SECONDS_PER_TURN = 15;
const SAMPLED = 3_000;
/** A cached answer or a page of the dashboard for each question that is asked for the first time. */
const popular = ['/', '/api/header', '/transactions', '/api/health', '/api/revenue/daily', '/apps', '/status'];

export async function memory(bench: Bench): Promise<Row[]> {
  const { product, dbPath } = await bench.productWith();
  const questions = mixed(dbPath);
  const watch = watchMemory(product.pids, 200);
  const cpu = watchCpu(product);
  const sums: number[] = [];
  let answers = 0;
  let failures = 0;
  const until = performance.now() + bench.minutes * 60_000;
  for (let turn = 0; performance.now() < until; turn++) {
    const [load] = await Promise.all([
      loadProduct(product, {
        paths: rotated(questions, turn),
        connections: CONNECTIONS,
        seconds: SECONDS_PER_TURN,
        warmSeconds: 0,
        headers: { 'accept-encoding': 'gzip, br' }
      }),
      turn % 4 === 1 ? readExportFile(`${product.web}/api/transactions/export`, 1) : null
    ]);
    answers += load.answers;
    failures += load.failures;
    sums.push(sumMb(product.pids));
    bench.say(`${text(((turn + 1) * SECONDS_PER_TURN) / 60)} min: ${text(sums.at(-1) ?? NaN)} MiB`);
  }
  watch.stop();
  const used = cpu();
  const bar = below(sumMb(product.pids), 350, 'MiB RSS');
  const once = `${text(onceMb(product.pids))} MiB with the pages of files counted once`;
  return [
    {
      what: `memory of both processes after ${text(bench.minutes)} min of mixed load`,
      ...bar,
      measured: `${bar.measured}, ${once}`,
      isPassed: bar.isPassed === true && failures === 0,
      detail: {
        peakMb: watch.peakMb(),
        api: parts(product.apiPid),
        web: parts(product.webPid),
        ...perAnswer(used, answers),
        sums,
        answers,
        failures
      }
    }
  ];
}

function parts(pid: number): { residentMb: number; ownMb: number; proportionalMb: number } {
  return { residentMb: residentMb(pid), ownMb: ownMb(pid), proportionalMb: proportionalMb(pid) };
}

function mixed(dbPath: string): string[] {
  const payments = samplePayments(dbPath, SAMPLED);
  const { txid, payer, app, characters } = searches(payments);
  const lists = [firstPages(), deepPages(), txid, payer, app, characters, appPages(payments)];
  return Array.from({ length: SAMPLED }, (_, at) => at).flatMap((at) => {
    const list = lists[at % lists.length] ?? [];
    return [list[at % list.length] ?? '/', popular[at % popular.length] ?? '/'];
  });
}

function rotated(paths: string[], turn: number): string[] {
  const from = (turn * 613) % paths.length;
  return [...paths.slice(from), ...paths.slice(0, from)];
}
