/**
 * Store on a local SQLite file: one thread writes, one answers short reads, one long ones, so that the event loop of the
 * process never waits for the disk and a long export never delays a page. `:memory:` runs in the caller's thread.
 */
import { statementsFor, type Statement } from '../sql.ts';
import { migrationsFor } from '../migrations.ts';
import { bindArguments } from './sqlite-arguments.ts';
import { openEngine } from './sqlite-engine.ts';
import { asStoreError } from './sqlite-errors.ts';
import { describeError } from './sqlite-protocol.ts';
import { startThread, type SqliteThread } from './sqlite-thread.ts';
import type { Store } from '../store.ts';

/** A few thousand pages where writes are small: a reader copies them in some ten milliseconds. */
const WRITES_PER_CHECKPOINT = 100;

/** Opens the database, migrated to today's schema. Throws StoreError when the file cannot be used. */
export async function openSqlite(path: string): Promise<Store> {
  const statements = statementsFor('sqlite');
  const migrations = migrationsFor('sqlite');
  if (path === ':memory:') return openInMemory({ path, statements, migrations, isReader: false });

  const writer = await startThread({ path, statements, migrations, isReader: false });
  const readers = await Promise.all(
    [1, 2].map(() => startThread({ path, statements, migrations: [], isReader: true }))
  );
  const [light = writer, heavy = writer] = readers;
  const threadOf = new Map(
    statements.map((statement) => [statement.name, choose(statement, { writer, light, heavy })])
  );
  const noteWrite = checkpointsBy(heavy);
  return {
    async query(name, args) {
      const thread = threadOf.get(name) ?? writer;
      const rows = await thread.query(name, args);
      if (thread === writer) noteWrite();
      return rows as never[];
    },
    async close() {
      await Promise.all(readers.map((reader) => reader.close()));
      await writer.close();
    }
  };
}

/**
 * Lets a reader copy into the file what many small writes have left in the log, so that the writer finds little to copy when it
 * stops for that. A failure costs nothing: the writer copies all by itself then.
 */
function checkpointsBy(reader: SqliteThread): () => void {
  let writes = 0;
  let isCopying = false;
  return () => {
    if (++writes < WRITES_PER_CHECKPOINT || isCopying) return;
    writes = 0;
    isCopying = true;
    reader
      .checkpoint()
      .catch(() => undefined)
      .finally(() => (isCopying = false));
  };
}

function choose(
  { isWrite, isHeavy }: Statement,
  threads: Record<'writer' | 'light' | 'heavy', SqliteThread>
): SqliteThread {
  if (isWrite) return threads.writer;
  return isHeavy ? threads.heavy : threads.light;
}

function openInMemory(options: Parameters<typeof openEngine>[0]): Store {
  const engine = openEngine(options);
  return {
    query(name, args) {
      try {
        return Promise.resolve(engine.run(name, bindArguments(args)) as never[]);
      } catch (error) {
        return Promise.reject(asStoreError(name, describeError(error)));
      }
    },
    close() {
      engine.close();
      return Promise.resolve();
    }
  };
}
