/** An export whose API dies on the way, seen by curl through the public port: never a success, and whole ones always are. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, expect, it } from 'vitest';
import { exportRoute } from '../../lib/server/modules/ledger/routes.ts';
import { NOON } from '../support/factories.ts';
import { payments } from './names.ts';
import { startBoth, stopBoth } from './through-edge.ts';
import { forgetFiles, keep, missing } from './tools.ts';

afterEach(stopBoth);
afterAll(forgetFiles);

const formats = ['csv', 'ndjson', 'parquet'] as const;
const CURL_PARTIAL_FILE = 18;
const CURL_RECEIVE_ERROR = 56;

it.for(formats)('curl saves %s, and its headers say rows and hash', async (format, { skip }) => {
  if (missing.curl !== null) skip(missing.curl);
  const { url } = await startBoth({ planted: { payments: payments(700) } });
  const { code, headers } = await curl(`${url}/api/transactions/export?format=${format}`);
  expect(code).toBe(0);
  expect(headers).toMatch(/^x-row-count: 700\r$/im);
  expect(headers).toMatch(/^x-content-sha256: [0-9a-f]{64}\r$/im);
});

it.for([
  ...formats.map((format) => [format, '--http1.1', CURL_PARTIAL_FILE] as const),
  ['csv', '--compressed', CURL_PARTIAL_FILE] as const,
  ['csv', '--http1.0', CURL_RECEIVE_ERROR] as const,
  ['csv&proof=line', '--http1.0', CURL_RECEIVE_ERROR] as const
])('curl fails when the API dies while it sends %s (%s)', async ([format, option, expected], { skip }) => {
  if (missing.curl !== null) skip(missing.curl);
  const { promise: dead, resolve: die } = Promise.withResolvers<undefined>();
  const { url } = await startBoth({
    planted: { payments: payments(4_500) },
    instead: (reads) => [
      exportRoute(
        () => NOON,
        async function* (query) {
          yield* reads.exported(query);
          // All rows have left; what would say so has not.
          await dead;
          throw new Error('the machine is gone');
        }
      )
    ]
  });
  const { code, headers } = await curl(`${url}/api/transactions/export?format=${format}`, option, () => die(undefined));
  expect(code).toBe(expected);
  expect(headers).toMatch(/^HTTP\/1\.1 200 /);
  expect(headers).not.toMatch(/^x-row-count:/im);
});

/** `onBytes` is called when the first bytes have come. */
function curl(url: string, option = '--http1.1', onBytes?: () => void): Promise<{ code: unknown; headers: string }> {
  const headers = keep('headers.txt', '');
  return new Promise((resolve) => {
    const program = execFile(
      'curl',
      ['-sS', '--no-buffer', option, '-D', headers, url],
      { encoding: 'buffer', maxBuffer: 64 << 20 },
      (error) => resolve({ code: error === null ? 0 : error.code, headers: readFileSync(headers, 'utf8') })
    );
    if (onBytes) program.stdout?.once('data', onBytes);
  });
}
