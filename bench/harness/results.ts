/**
 * Results on disk: one JSON file per day and commit, in which a later run replaces the groups it measured again, and
 * latest.md, the same as a table.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child.ts';
import type { Machine } from './machine.ts';
import type { Row } from './row.ts';

export interface GroupResult {
  machine: Machine;
  seconds: number;
  rows: Row[];
}

export type Results = Record<string, GroupResult>;

const folder = join(root, 'bench', 'results');

/** Figures that compare with no bar, for the one who is trying something out. Answers the path. */
export function storeTrial(measured: Results): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'trial.tmp.json');
  writeFileSync(path, `${JSON.stringify(measured, null, 2)}\n`);
  return path;
}

/** Answers the path of the JSON file. */
export function storeResults(measured: Results, machine: Machine): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${new Date(machine.at).toISOString().slice(0, 10)}-${machine.commit}.json`);
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};
  const results = { ...before, ...measured };
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(folder, 'latest.md'), asMarkdown(results, machine));
  return path;
}

function asMarkdown(results: Results, { commit, isDirty, node, cpus, cpuModel, memoryGib }: Machine): string {
  const lines = Object.entries(results).flatMap(
    ([
      name,
      {
        rows,
        machine: { load }
      }
    ]) => rows.map((row) => `| ${[name, ...cells(row), load.toFixed(2)].join(' | ')} |`)
  );
  return [
    `Commit ${commit}${isDirty ? ' with local changes' : ''}, Node ${node}, ${cpus} x ${cpuModel}, ${memoryGib} GiB.`,
    '',
    '| Group | What | Bar | Measured | | Load at start |',
    '|---|---|---|---|---|---|',
    ...lines,
    ''
  ].join('\n');
}

export function asTable(results: Results): string {
  const lines = Object.values(results).flatMap(({ rows, machine }) =>
    rows.map((row) => [...cells(row), machine.load.toFixed(2)])
  );
  const all = [['what', 'bar', 'measured', '', 'load'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function cells({ what, bar, measured, isPassed }: Row): string[] {
  return [what, bar, measured, isPassed === null ? '' : isPassed ? 'pass' : 'FAIL'];
}
