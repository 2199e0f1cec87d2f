/** A worker thread that owns one SQLite connection and answers statements in the order they come. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEngine, type EngineOptions } from './sqlite-engine.ts';
import { describeError, type WorkerAnswer, type WorkerRequest } from './sqlite-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('sqlite-worker runs as a worker thread only');

const answer = (message: WorkerAnswer) => port.postMessage(message);
try {
  const engine = openEngine(workerData as EngineOptions);
  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'close') {
      engine.close();
      answer({ kind: 'closed' });
      port.close();
      return;
    }
    if (request.kind === 'checkpoint') {
      try {
        engine.checkpoint();
      } catch {
        // A full or broken disk: the log stays as it is, and the writer, who meets the same fault, says so.
      }
      return;
    }
    try {
      answer({ kind: 'rows', id: request.id, rows: engine.run(request.name, request.args) });
    } catch (error) {
      answer({ kind: 'failed', id: request.id, ...describeError(error) });
    }
  });
  answer({ kind: 'open' });
} catch (error) {
  answer({ kind: 'failed', id: -1, ...describeError(error) });
  port.close();
}
