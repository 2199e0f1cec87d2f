import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadAdminToken } from './admin-token.ts';
import { ConfigError } from '../../errors.ts';

it('takes the token of the configuration and writes nothing', () => {
  const { folder, store } = setup();
  expect(loadAdminToken({ adminToken: 'from-the-environment', store })).toEqual({
    value: 'from-the-environment',
    path: null
  });
  expect(readdirSync(folder)).toEqual([]);
});

it('makes a token once, beside the database, for its owner only', () => {
  const { folder, store } = setup('new/folder');
  const first = loadAdminToken({ adminToken: null, store });
  const path = join(folder, 'new/folder/admin-token');
  expect(first.path).toBe(path);
  expect(first.value).toMatch(/^[\w-]{32}$/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(loadAdminToken({ adminToken: null, store })).toEqual(first);
  expect(readdirSync(join(folder, 'new/folder'))).toEqual(['admin-token']);
});

it('makes a different token for every installation', () => {
  const tokens = [setup(), setup()].map(({ store }) => loadAdminToken({ adminToken: null, store }).value);
  expect(tokens[0]).not.toBe(tokens[1]);
});

it("keeps an operator's own token and tightens its mode", () => {
  const { folder, store } = setup();
  const path = join(folder, 'admin-token');
  writeFileSync(path, 'chosen-by-the-operator\n', { mode: 0o644 });
  expect(loadAdminToken({ adminToken: null, store }).value).toBe('chosen-by-the-operator');
  expect(readFileSync(path, 'utf8')).toBe('chosen-by-the-operator\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('refuses a kept token that is too short, without showing it', () => {
  const { folder, store } = setup();
  writeFileSync(join(folder, 'admin-token'), 'short');
  expect(() => loadAdminToken({ adminToken: null, store })).toThrow(ConfigError);
  expect(() => loadAdminToken({ adminToken: null, store })).toThrow(/^(?!.*short\b).*fewer than 16/);
});

it('says what to do where it cannot write', () => {
  const { folder } = setup();
  writeFileSync(join(folder, 'file'), '');
  const store = { kind: 'sqlite', path: join(folder, 'file/db.sqlite3') } as const;
  expect(() => loadAdminToken({ adminToken: null, store })).toThrow(/set ADMIN_TOKEN/);
});

function setup(inside = '.') {
  const folder = mkdtempSync(join(tmpdir(), 'admin-token-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, store: { kind: 'sqlite', path: join(folder, inside, 'db.sqlite3') } as const };
}
