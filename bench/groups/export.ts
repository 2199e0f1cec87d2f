/** The complete CSV export of 1,000,000 payments through the web port, read to its end and checked. */
import type { Bench } from '../harness/bench.ts';
import { watchCpu } from '../harness/cpu.ts';
import { readExportFile } from '../harness/export-file.ts';
import { sumMb, watchMemory } from '../harness/memory.ts';
import { all, atLeast, below, text, type Row } from '../harness/row.ts';

const CSV_HEADER_LINES = 1;

export async function exportCsv(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith();
  const url = `${product.web}/api/transactions/export?format=csv`;
  bench.say('a short export, so that what is measured has run before');
  await readExportFile(`${url}&start_date=2026-11-01&end_date=2026-11-10`, CSV_HEADER_LINES);
  const beforeMb = sumMb(product.pids);
  const cpu = watchCpu(product);
  const watch = watchMemory(product.pids);
  bench.say('the export');
  const file = await readExportFile(url, CSV_HEADER_LINES);
  watch.stop();
  const rowsPerSecond = file.rows / file.seconds;
  const isWhole = file.isVerified && file.rows >= bench.payments;
  return [
    {
      what: `CSV export of ${text(bench.payments)} payments`,
      ...all(below(file.firstByteMs, 200, 'ms to first byte'), atLeast(rowsPerSecond, 100_000, 'rows/s')),
      detail: { ...file, ...cpu() }
    },
    {
      what: 'CSV export: memory of both processes',
      ...below(watch.peakMb() - beforeMb, 50, 'MiB growth'),
      detail: { beforeMb, peakMb: watch.peakMb() }
    },
    {
      what: 'CSV export: trailers',
      bar: 'rows and sha256 verified',
      measured: `${file.rows} rows, ${file.isVerified ? 'verified' : 'NOT verified'}`,
      isPassed: isWhole
    }
  ];
}
