/**
 * Room on the disk of the database: a problem that health names while there is still time to act.
 *
 * Asked once a minute and kept, so that health never waits for a disk. SQLite needs room beside the file for its log and
 * for the backup that is being written. A disk that cannot be asked says nothing.
 */
import { statfs } from 'node:fs/promises';
import type { Log } from '../log.ts';

export interface Room {
  freeBytes: number;
  totalBytes: number;
}

interface DiskProblem {
  code: 'disk_nearly_full';
  message: string;
  /** Unix seconds. */
  since: number;
}

const MIB = 1024 * 1024;
const EVERY_MS = 60_000;
const LEAST_BYTES = 512 * MIB;
/** A share of large disks, up to what ten years of growth need. */
const SHARE = 0.05;
const MOST_BYTES = 5 * 1024 * MIB;

export function isNearlyFull({ freeBytes, totalBytes }: Room): boolean {
  return freeBytes < Math.max(LEAST_BYTES, Math.min(SHARE * totalBytes, MOST_BYTES));
}

interface Options {
  folder: string;
  /** Unix seconds. */
  now: () => number;
  log: Log;
  measure?: (folder: string) => Promise<Room>;
}

export interface DiskWatch {
  problems(): DiskProblem[];
  /** Asks now, and from then on once a minute for as long as the process lives. */
  begin(): Promise<void>;
  check(): Promise<void>;
}

export function createDiskWatch({ folder, now, log, measure = roomOf }: Options): DiskWatch {
  let full: { room: Room; since: number } | null = null;

  async function check(): Promise<void> {
    try {
      const room = await measure(folder);
      const wasFull = full !== null;
      full = isNearlyFull(room) ? { room, since: full?.since ?? now() } : null;
      if (full !== null && !wasFull) log.error({ folder, ...room }, 'disk became nearly full');
      if (full === null && wasFull) log.info({ folder, ...room }, 'disk has room again');
    } catch (err) {
      log.debug({ err, folder }, 'disk could not be asked');
    }
  }

  return {
    check,
    async begin() {
      setInterval(() => void check(), EVERY_MS).unref();
      await check();
    },
    problems() {
      if (full === null) return [];
      const { freeBytes, totalBytes } = full.room;
      const message = `The disk of ${folder} is nearly full: ${inMib(freeBytes)} of ${inMib(totalBytes)} MiB are free. Make room or enlarge the volume; when it is full nothing new is stored.`;
      return [{ code: 'disk_nearly_full', message, since: full.since }];
    }
  };
}

async function roomOf(folder: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

const inMib = (bytes: number) => Math.floor(bytes / MIB);
