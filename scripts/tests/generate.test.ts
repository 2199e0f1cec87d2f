/** Which files supabase/migrations has after a change, for projects that have applied those of before. */
import { expect, it } from 'vitest';
import { planMigrations, SUPERSEDED } from '../generate/migrations.js';

const noon = new Date('2026-03-01T12:00:00Z');
const tables = { version: '001_schema', sql: 'CREATE TABLE a' };
const more = { version: '002_more', sql: 'CREATE TABLE b' };
const functions = { version: 'functions 1', sql: 'functions of 1' };
const shipped = {
  '20260301110000_001_schema.sql': 'CREATE TABLE a',
  '20260301110001_functions.sql': 'functions of 1'
};
const plan = (change: Partial<Parameters<typeof planMigrations>[0]>) =>
  planMigrations({ schema: [tables, functions], files: shipped, now: noon, isShipped: () => true, ...change });

it('gives each file of a new project a second of its own, functions last', () => {
  expect(plan({ files: {}, schema: [tables, more, functions] })).toEqual({
    '20260301120000_001_schema.sql': 'CREATE TABLE a',
    '20260301120001_002_more.sql': 'CREATE TABLE b',
    '20260301120002_functions.sql': 'functions of 1'
  });
});

it('leaves alone what has not changed', () => {
  expect(plan({})).toEqual(shipped);
});

it('keeps the name of functions that somebody may have applied, and gives the new ones a later one', () => {
  expect(plan({ schema: [tables, { version: 'functions 2', sql: 'functions of 2' }] })).toEqual({
    '20260301110000_001_schema.sql': 'CREATE TABLE a',
    '20260301110001_functions.sql': SUPERSEDED,
    '20260301120000_functions.sql': 'functions of 2'
  });
});

it('replaces functions that nobody can have applied', () => {
  const changed = [tables, { version: 'functions 2', sql: 'functions of 2' }];
  expect(plan({ schema: changed, isShipped: (name) => name < '20260301110001' })).toEqual({
    '20260301110000_001_schema.sql': 'CREATE TABLE a',
    '20260301120000_functions.sql': 'functions of 2'
  });
});

it('puts the functions behind a new table, changed or not', () => {
  expect(plan({ schema: [tables, more, functions] })).toEqual({
    '20260301110000_001_schema.sql': 'CREATE TABLE a',
    '20260301110001_functions.sql': SUPERSEDED,
    '20260301120000_002_more.sql': 'CREATE TABLE b',
    '20260301120001_functions.sql': 'functions of 1'
  });
});

it('leaves one file with functions where two branches met', () => {
  const files = {
    ...shipped,
    '20260301113000_functions.sql': 'of one branch',
    '20260301114000_functions.sql': 'of both'
  };
  const merged = plan({ files, schema: [tables, { version: 'functions 3', sql: 'of both' }] });
  expect(merged).toEqual({
    '20260301110000_001_schema.sql': 'CREATE TABLE a',
    '20260301110001_functions.sql': SUPERSEDED,
    '20260301113000_functions.sql': SUPERSEDED,
    '20260301114000_functions.sql': 'of both'
  });
});

it('takes the second after the newest file on a machine whose clock is behind', () => {
  const files = { '20260301125959_001_schema.sql': 'CREATE TABLE a' };
  expect(Object.keys(plan({ files })).at(-1)).toBe('20260301130000_functions.sql');
});
