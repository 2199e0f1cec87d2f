#!/bin/sh
# DuckDB (seen in 1.5.6) guesses the quote character of a CSV file from its first 20,480 rows. When none of them has a cell
# in quotes it decides that there are no quotes, and refuses a file that is valid by RFC 4180 at the first row that needs
# them. One quoted cell within the sample, needed or not, is enough for it to read the file. Hence the quotes around one
# address in the first row of our export. Exits 0 while that is so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @duckdb/node-api@1.5.6-r.1
cat >seen.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance, version } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
async function rowsOf(first) {
  let text = `name,amount\r\n${first},1.5\r\n`;
  for (let row = 1; row < 21000; row++) text += `plain,1.5\r\n`;
  writeFileSync('names.csv', `${text}"a, ""b""",1.5\r\n`);
  try {
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM 'names.csv'`);
    return String(reader.getRows()[0][0]);
  } catch (error) {
    return `refused: ${/Expected Number of Columns[^\n]*|state machine[^\n]*/.exec(error.message)?.[0] ?? error.message}`;
  }
}
console.log('DuckDB', version());
const without = await rowsOf('plain');
const withOne = await rowsOf('"plain"');
console.log('first quote in row 21,001:', without);
console.log('the same, with one quoted cell in row 1:', withOne);
process.exitCode = without.startsWith('refused') && withOne === '21001' ? 0 : 1;
JS
node seen.mjs
