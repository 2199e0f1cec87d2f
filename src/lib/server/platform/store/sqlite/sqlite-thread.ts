/** One SQLite worker thread, as a function from statement to rows. */
import { Worker } from 'node:worker_threads';
import { StoreError } from '../../errors.ts';
import { bindArguments } from './sqlite-arguments.ts';
import type { EngineOptions } from './sqlite-engine.ts';
import { asStoreError } from './sqlite-errors.ts';
import type { WorkerAnswer, WorkerRequest } from './sqlite-protocol.ts';

export interface SqliteThread {
  query(name: string, args: object): Promise<unknown[]>;
  /** Asks a keeper to move the log into the file, after what it was asked before. */
  checkpoint(): void;
  /** Lets what was asked finish, then closes the connection. */
  close(): Promise<void>;
}

interface Waiting {
  name: string;
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}

/** Resolves once the connection is open (and, for the writer, migrated). */
export async function startThread(options: EngineOptions): Promise<SqliteThread> {
  const worker = new Worker(workerFile(), { workerData: options });
  const waiting = new Map<number, Waiting>();
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<undefined>();
  const { promise: opened, resolve: onOpen, reject: onFailure } = Promise.withResolvers<undefined>();
  let nextId = 0;
  let end: Error | null = null;

  const fail = (error: Error) => {
    end ??= error;
    onFailure(error);
    for (const each of waiting.values()) each.reject(error);
    waiting.clear();
    onClosed(undefined);
  };
  worker.on('message', (answer: WorkerAnswer) => {
    if (answer.kind === 'open') onOpen(undefined);
    else if (answer.kind === 'closed') onClosed(undefined);
    else if (answer.kind === 'failed' && answer.id < 0) fail(asStoreError(options.path, answer));
    else {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === 'rows') asked?.resolve(answer.rows);
      else asked?.reject(asStoreError(asked.name, answer));
    }
  });
  worker.on('error', (error: Error) =>
    fail(new StoreError(`database thread: ${error.message}`, true, { cause: error }))
  );
  worker.on('exit', () => fail(new StoreError('the database is closed', true)));
  await opened;

  const send = (request: WorkerRequest) => worker.postMessage(request);
  return {
    query(name, args) {
      if (end !== null) return Promise.reject(end);
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { name, resolve, reject });
        send({ kind: 'query', id, name, args: bindArguments(args) });
      });
    },
    checkpoint() {
      if (end === null) send({ kind: 'checkpoint' });
    },
    async close() {
      if (end === null) send({ kind: 'close' });
      await closed;
    }
  };
}

/** Beside this module: as source under test, as a bundle entry of its own in the build. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js', import.meta.url);
}
