/**
 * An Electrum server over one connection: requests are pipelined, answers come in any order, and the connection is opened
 * again when it breaks. All calls only read, so those that were under way are asked once more.
 *
 * The first message says which protocol we speak; exactly 1.4, because later ones change shapes. Servers drop who says
 * nothing for ten minutes and who asks too much at once: a silent connection is given up and opened again when needed.
 */
import { bulkhead } from 'cockatiel';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { UpstreamError } from '../../platform/errors.ts';
import { parseJson, parseShape } from '../../platform/upstream/answer.ts';
import { systemClock } from '../../platform/upstream/clock.ts';
import { DefiniteNo, Transient } from '../../platform/upstream/failures.ts';
import { createSource, type UpstreamLog } from '../../platform/upstream/source.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import { createLines } from './electrum-line.ts';
import { refusalOf } from './electrum-refusals.ts';
import { createDoor, ELECTRUM_SOURCE } from './electrum-socket.ts';

const PROTOCOL = '1.4';
const IN_FLIGHT = 10;
const TIMEOUT_MS = 20_000;
const IDLE_MS = 300_000;
const MAX_LINE_BYTES = 32 * 1024 * 1024;

const message = z.looseObject({
  id: z.number().nullish(),
  result: z.unknown().optional(),
  error: z.unknown().optional()
});

export interface Electrum {
  call<T>(asked: { method: string; params: readonly unknown[]; schema: z.ZodType<T> }, signal: AbortSignal): Promise<T>;
  states(): SourceState[];
  close(): Promise<void>;
}

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

interface Connection {
  socket: Socket;
  waiting: Map<number, Waiting>;
}

export interface ElectrumOptions {
  url: string;
  now: () => number;
  log?: UpstreamLog | undefined;
  timeoutMs?: number;
}

export function createElectrum({ url, now, log, timeoutMs = TIMEOUT_MS }: ElectrumOptions): Electrum {
  const open = createDoor(url);
  const slots = bulkhead(IN_FLIGHT, Infinity);
  const source = createSource(ELECTRUM_SOURCE, { clock: systemClock, now, log, hasCircuit: true, isOptional: true });
  const ending = new AbortController();
  let current: Promise<Connection> | null = null;
  let lastId = 0;

  async function connect(onClosed: () => void): Promise<Connection> {
    const socket = await open(ending.signal);
    const connection: Connection = { socket, waiting: new Map() };
    const lines = createLines(MAX_LINE_BYTES);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const line of lines.push(chunk)) hear(connection, line);
      } catch (error) {
        socket.destroy(error instanceof Error ? error : undefined);
      }
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      onClosed();
      for (const { reject } of connection.waiting.values()) {
        reject(new Transient(ELECTRUM_SOURCE, 'connection broke off'));
      }
    });
    try {
      await send(connection, 'server.version', ['fluxtracker', PROTOCOL], ending.signal);
      return connection;
    } catch (error) {
      socket.destroy();
      if (!(error instanceof DefiniteNo)) throw error;
      throw new UpstreamError(ELECTRUM_SOURCE, `the server does not take protocol ${PROTOCOL}`, { cause: error });
    }
  }

  /** All who ask while it is being opened wait for the same connection. */
  function connection(): Promise<Connection> {
    if (current !== null) return current;
    const forget = () => {
      if (current === opening) current = null;
    };
    const opening = connect(forget);
    current = opening;
    opening.catch(forget);
    return opening;
  }

  function send(to: Connection, method: string, params: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const timeout = AbortSignal.timeout(timeoutMs);
      const over = AbortSignal.any([signal, timeout]);
      const end = () => {
        to.waiting.delete(id);
        over.removeEventListener('abort', stop);
      };
      const stop = () => {
        end();
        reject(
          signal.aborted
            ? (signal.reason as Error)
            : new Transient(ELECTRUM_SOURCE, `no answer within ${timeoutMs / 1000} s`)
        );
      };
      over.addEventListener('abort', stop);
      to.waiting.set(id, {
        resolve(result) {
          end();
          resolve(result);
        },
        reject(error) {
          end();
          reject(error);
        }
      });
      to.socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  }

  async function ask(method: string, params: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    try {
      return await send(await connection(), method, params, signal);
    } catch (error) {
      const isBroken = error instanceof Transient && error.reason === 'connection broke off';
      if (!isBroken || ending.signal.aborted) throw error;
      return send(await connection(), method, params, signal);
    }
  }

  return {
    call: ({ method, params, schema }, signal) =>
      slots.execute(() => {
        source.check();
        return source.attempt({ signal }, async () =>
          parseShape(ELECTRUM_SOURCE, schema, await ask(method, params, signal))
        );
      }, signal),
    states: () => [source.state()],
    async close() {
      ending.abort(new UpstreamError(ELECTRUM_SOURCE, 'closed'));
      const opened = await current?.catch(() => null);
      opened?.socket.destroy();
    }
  };
}

/** What is no answer is a notification, of which none is waited for. */
function hear({ waiting }: Connection, line: string): void {
  if (line.trim() === '') return;
  const told = parseShape(ELECTRUM_SOURCE, message, parseJson(ELECTRUM_SOURCE, line));
  if (told.id == null) return;
  const asker = waiting.get(told.id);
  if (asker === undefined) return;
  if (told.error == null) asker.resolve(told.result);
  else asker.reject(refusalOf(told.error));
}
