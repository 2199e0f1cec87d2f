/** That the shipped pipeline of Loki takes real log lines apart. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../../lib/server/platform/log.ts';
import { repository } from '../support/source-files.ts';

const pipeline = readFileSync(join(repository, 'docs/observability/loki/promtail.yml'), 'utf8');
/** What is taken of a line, by the name it is given. */
const expressions = new Map(
  [.../expressions:\n((?: {12}\w+: \w+\n)+)/.exec(pipeline)![1]!.matchAll(/(\w+): (\w+)/g)].map(([, name, field]) => [
    name!,
    field!
  ])
);
const labels = [.../labels:\n((?: {10}\w+:\n)+)/.exec(pipeline)![1]!.matchAll(/(\w+):/g)].map(([, name]) => name!);

it('finds level, process, job, time and message in a line of a job', () => {
  const taken = takenOf((log) => log.child({ job: 'revenue-sync' }).warn({ durationMs: 5 }, 'job run ended'));
  expect(taken).toMatchObject({ level: 'warn', process: 'api', job_name: 'revenue-sync', message: 'job run ended' });
  expect(taken['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('labels by what has few values, and only by what is taken of a line', () => {
  expect(labels).toEqual(['level', 'process', 'job_name']);
  expect(labels.filter((label) => !expressions.has(label))).toEqual([]);
});

it('never has the key of a program in a line', () => {
  const lines = linesOf((log) =>
    log.info(
      { req: { headers: { 'x-api-key': 'ftk_secret', authorization: 'Bearer ftk_secret' } } },
      'request answered'
    )
  );
  expect(lines.join()).not.toContain('ftk_secret');
});

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('info', 'api', { write: (line) => lines.push(line) }));
  return lines;
}

function takenOf(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const line = JSON.parse(linesOf(write)[0]!) as Record<string, unknown>;
  return Object.fromEntries([...expressions].map(([name, field]) => [name, line[field]]));
}
