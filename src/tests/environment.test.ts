/** One list of variables: what the documentation, the container and the entry script say is held to the code's own list. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { environmentVariables, readConfig } from '../lib/server/platform/config/config.ts';
import { repository } from './support/source-files.ts';

const defaults = new Map(environmentVariables.map(({ name, default: text }) => [name, text]));

it('lists every variable with its default and meaning in .env.example', () => {
  const listed = [...read('.env.example').matchAll(/^# (.+)\n#([A-Z0-9_]+)=(.*)$/gm)];
  const expected = environmentVariables.map(({ name, default: text, meaning }) => [
    name,
    text,
    meaning.replaceAll('`', '')
  ]);
  expect(listed.map(([, meaning, name, text]) => [name, text, meaning])).toEqual(expected);
});

it('changes nothing by reading .env.example', () => {
  const settings = [...read('.env.example').matchAll(/^#?([A-Z0-9_]+)=(.*)$/gm)];
  expect(settings).toHaveLength(defaults.size);
  expect(readConfig(Object.fromEntries(settings.map(([, name, text]) => [name!, text!])))).toEqual(readConfig({}));
});

it('lists every variable with its default and meaning in the README', () => {
  const rows = [...read('README.md').matchAll(/^\| `([A-Z0-9_]+)` \| (.+?) \| (.+) \|$/gm)];
  const expected = environmentVariables.map(({ name, default: text, meaning }) => [
    name,
    text === '' ? '-' : `\`${text}\``,
    meaning
  ]);
  expect(rows.map(([, name, text, meaning]) => [name, text, meaning])).toEqual(expected);
});

it('sets variables in the Dockerfile to their defaults only', () => {
  const block = /^ENV ((?:.*\\\n)*.*)$/m.exec(read('Dockerfile'))?.[1] ?? '';
  const settings = [...block.matchAll(/([A-Z0-9_]+)=(\S+)/g)].filter(([, name]) => name !== 'NODE_ENV');
  expect(settings.length).toBeGreaterThan(3);
  for (const [, name, text] of settings) expect([name, text]).toEqual([name, defaults.get(name!)]);
});

it.each(['Dockerfile', 'startup.sh'])('names no other variable in %s', (file) => {
  const used = [...read(file).matchAll(/\$\{?([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((name) => !defaults.has(name!))).toEqual([]);
});

it('sets only known variables in docker-compose.yml and the Flux Cloud example', () => {
  const ofOthers = /^(?:GF|POSTGRES|PGRST|MINIO)_/;
  const compose = [...read('docker-compose.yml').matchAll(/(?:^ {6}|[{,] )([A-Z][A-Z0-9_]+): /gm)].map(
    ([, name]) => name!
  );
  const own = compose.filter((name) => !ofOthers.test(name));
  expect(own).toEqual(expect.arrayContaining(['DB_PATH', 'SUPABASE_URL', 'ADMIN_TOKEN']));
  const flux = JSON.parse(read('docs/flux-cloud-app.json')) as { compose: { environmentParameters: string[] }[] };
  const settings = flux.compose.flatMap(({ environmentParameters }) => environmentParameters);
  expect(settings).toContain('TRUST_PROXY=1');
  const used = [...own, ...settings.map((setting) => setting.split('=')[0]!)];
  expect(used.filter((name) => !defaults.has(name))).toEqual([]);
});

it('falls back to the defaults in startup.sh', () => {
  const used = [...read('startup.sh').matchAll(/\$\{([A-Z][A-Z0-9_]*):-([^}]*)\}/g)];
  expect(used.map(([, name, text]) => [name, text])).toEqual([
    ['API_HOST', defaults.get('API_HOST')],
    ['API_PORT', defaults.get('API_PORT')]
  ]);
});

it('copies into the image only what is in the repository and not ignored', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, line]) =>
    line!.split(' ').slice(0, -1)
  );
  const allowed = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path);
  expect(copied.length).toBeGreaterThan(8);
  for (const path of copied) {
    expect(existsSync(join(repository, path)), path).toBe(true);
    expect(allowed).toContain(path);
  }
});

it('runs in the image what the build makes', () => {
  const outputs = [...read('vite.node.config.ts').matchAll(/^\s+'?([\w-]+)'?: 'src\/.+\.ts',?$/gm)].map(
    ([, name]) => name
  );
  const run = [...read('startup.sh').matchAll(/^node .*build\/api\/(\w+)\.js/gm)].map(([, name]) => name);
  expect(run).toEqual(['api', 'web']);
  expect(outputs).toEqual(expect.arrayContaining(run));
});

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}
