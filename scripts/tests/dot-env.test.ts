/** A .env file as people have it; the start script and the commands read it by the same function. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseDotEnv } from '../run/dot-env.js';
import { root } from '../run/main.js';
import { setupSmallClone } from './small-clone.ts';

const text = `# settings\r
DB_PATH=data/a.sqlite3\r
  export LOG_LEVEL = warn # quieter\r
ADMIN_TOKEN="a token # with a sign"\r
R2_BUCKET_NAME='flux' # the bucket\r
CORS_ORIGINS=\r
#HOST=unused`;
const settings = {
  DB_PATH: 'data/a.sqlite3',
  LOG_LEVEL: 'warn',
  ADMIN_TOKEN: 'a token # with a sign',
  R2_BUCKET_NAME: 'flux',
  CORS_ORIGINS: ''
};

describe('a .env file', () => {
  it.each([
    ['CRLF', text],
    ['a byte order mark', `\uFEFF${text}`],
    ['LF', text.replaceAll('\r', '')],
    ['CR', text.replaceAll('\n', '')]
  ])('with %s, export, quotes and comments says what it says', (_, content) => {
    expect(parseDotEnv(content)).toEqual({ settings, faults: [] });
  });
  it('keeps what stands in quotes over several lines', () => {
    expect(parseDotEnv('A="one\r\ntwo"\nB=3').settings).toEqual({ A: 'one\ntwo', B: '3' });
  });
  it('names every line that is no setting, and shows no value', () => {
    const { settings: read, faults } = parseDotEnv(
      'A=1\nHOST: secret\nTOKEN="secret\nB="x" secret\nKEY=sec#ret\nset C=1\n=2\nD=4'
    );
    expect(read).toEqual({ A: '1', D: '4' });
    expect(faults).toEqual([
      'line 2: NAME=value is expected',
      `line 3: TOKEN: after the quote " there may be a comment only`,
      'line 5: KEY: a value with "#" must stand in quotes',
      'line 6: NAME=value is expected',
      'line 7: NAME=value is expected'
    ]);
    expect(parseDotEnv('A="open\nB=2').faults).toEqual(['line 1: A: the quote " does not end']);
    expect(faults.join()).not.toMatch(/secret|sec#ret/);
  });
  it('ends a start with the line that cannot be read, before anything is installed or started', async () => {
    const { start, folder, started } = await setupSmallClone();
    writeFileSync(join(folder, '.env'), 'LOG_LEVEL=warn\r\nADMIN_TOKEN secret\r\n');
    const { output, exit } = start();
    expect(await exit).toBe(1);
    expect(output()).toContain(`${join(folder, '.env')} cannot be read:\n  line 2: NAME=value is expected`);
    expect(output()).not.toContain('secret');
    expect(started()).toEqual([]);
  });
  it('is read with its byte order mark by a start', async () => {
    const { start, folder, environmentOf, started } = await setupSmallClone();
    writeFileSync(join(folder, '.env'), `\uFEFFDB_PATH=elsewhere/db.sqlite3\r\n`);
    const { process: main, exit } = start();
    await expect.poll(() => started(), { timeout: 20_000 }).toContain('web');
    expect(environmentOf('api')).toMatchObject({ DB_PATH: 'elsewhere/db.sqlite3' });
    main.kill('SIGTERM');
    await exit;
  });
});

describe.each(['/usr/bin/node', process.execPath].filter(existsSync))('the Node %s', (node) => {
  it.each<[string, Buffer]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${text}`, 'utf16le')]
  ])('reads %s in the same way', (_, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'dot-env-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, '.env');
    writeFileSync(path, bytes);
    const module = pathToFileURL(join(root, 'scripts/run/dot-env.js')).href;
    const script = `import { readDotEnv } from '${module}'; readDotEnv(process.argv[1]); console.log(JSON.stringify(process.env));`;
    const env = { LOG_LEVEL: 'debug' };
    const { stdout } = spawnSync(node, ['--input-type=module', '-e', script, path], { env, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ ...settings, LOG_LEVEL: 'debug' });
  });
});
