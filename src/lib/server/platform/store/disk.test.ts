import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createDiskWatch, isNearlyFull, type Room } from './disk.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

it.each([
  ['a small volume with less than 512 MiB', { totalBytes: 5 * GIB, freeBytes: 511 * MIB }, true],
  ['a small volume with 512 MiB', { totalBytes: 5 * GIB, freeBytes: 512 * MIB }, false],
  ['a twentieth of a middling disk', { totalBytes: 40 * GIB, freeBytes: 2 * GIB }, false],
  ['less than a twentieth of it', { totalBytes: 40 * GIB, freeBytes: 2 * GIB - 1 }, true],
  ['5 GiB of a large disk', { totalBytes: 4_000 * GIB, freeBytes: 5 * GIB }, false]
])('%s: %j is nearly full: %s', (_, room, expected) => {
  expect(isNearlyFull(room)).toBe(expected);
});

it('names the problem with since when, keeps that while it lasts, and forgets it when there is room', async () => {
  const { disk, state } = setup();
  await disk.check();
  expect(disk.problems()).toEqual([]);
  state.room = { totalBytes: 5 * GIB, freeBytes: 100 * MIB };
  state.now = 200;
  await disk.check();
  state.now = 300;
  await disk.check();
  expect(disk.problems()).toMatchObject([{ code: 'disk_nearly_full', since: 200 }]);
  expect(disk.problems()[0]?.message).toContain('100 of 5120 MiB');
  state.room = new Error('away');
  await disk.check();
  expect(disk.problems()).toHaveLength(1);
  state.room = { totalBytes: 5 * GIB, freeBytes: 4 * GIB };
  await disk.check();
  expect(disk.problems()).toEqual([]);
});

it('asks the file system itself', async () => {
  const messages: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => messages.push(line) });
  await createDiskWatch({ folder: tmpdir(), now: () => 0, log }).check();
  expect(messages.filter((line) => line.includes('could not be asked'))).toEqual([]);
});

function setup() {
  const state: { now: number; room: Room | Error } = { now: 100, room: { totalBytes: 5 * GIB, freeBytes: 4 * GIB } };
  const measure = () => (state.room instanceof Error ? Promise.reject(state.room) : Promise.resolve(state.room));
  const log = pino({ level: 'silent' });
  return { state, disk: createDiskWatch({ folder: '/data', now: () => state.now, log, measure }) };
}
