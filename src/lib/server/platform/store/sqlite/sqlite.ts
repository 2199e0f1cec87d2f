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

const CHECKPOINT_EVERY_MS = 2_000;

/** Opens the database, migrated to today's schema. Throws StoreError when the file cannot be used. */
export async function openSqlite(path: string): Promise<Store> {
  const statements = statementsFor('sqlite');
  const migrations = migrationsFor('sqlite');
  if (path === ':memory:') return openInMemory({ path, statements, migrations, role: 'writer' });

  const writer = await startThread({ path, statements, migrations, role: 'writer' });
  const [light, heavy] = await Promise.all([
    startThread({ path, statements, migrations: [], role: 'reader' }),
    startThread({ path, statements, migrations: [], role: 'keeper' })
  ]);
  const log = keepShort(heavy);
  const threadOf = new Map(
    statements.map((statement) => [statement.name, choose(statement, { writer, light, heavy })])
  );
  return {
    async query(name, args) {
      const thread = threadOf.get(name) ?? writer;
      const rows = await thread.query(name, args);
      if (thread === writer) log.grew();
      return rows as never[];
    },
    async close() {
      log.stop();
      await Promise.all([light.close(), heavy.close()]);
      await writer.close();
    }
  };
}

/**
 * The log is moved into the file beside the writer: within a commit, everybody who waits for a write would wait for the
 * disk too. What was written in the meantime goes together, so that a page that changes often is moved once.
 */
function keepShort(keeper: SqliteThread): { grew: () => void; stop: () => void } {
  let due: NodeJS.Timeout | null = null;
  return {
    grew() {
      due ??= setTimeout(() => {
        due = null;
        keeper.checkpoint();
      }, CHECKPOINT_EVERY_MS).unref();
    },
    stop: () => clearTimeout(due ?? undefined)
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
