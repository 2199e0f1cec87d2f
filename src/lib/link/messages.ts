/**
 * What edge and API tell each other on the connection that they keep open: one JSON object per line, both ways.
 *
 * The API says which answers still hold and what it counted; an empty object says only that it lives. The edge says what it
 * counted and answered by itself. A line that cannot be read, or is too long, ends the connection.
 */
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { CountedMore } from './client-counts.ts';

/** Lies outside /api/, which is all that the edge passes on. */
export const LINK_PATH = '/edge-link';
export const LINK_PROTOCOL = 'fluxtracker-edge';
/** How often the API says that it lives. */
export const HEARTBEAT_MS = 500;

export interface FromApi {
  /** Said first: requests per client and minute (0 = no limit), and the paths to which it does not apply. */
  hello?: { limit: number; unlimited: string[]; unlimitedBelow: string };
  /** Answers of another version no longer hold. */
  version?: string;
  counts?: CountedMore[];
}

/** Answers that the edge gave by itself: how many of a kind, how long (s) they took together, and whose key they came with. */
export type Answered = [
  method: string,
  route: string,
  status: number,
  count: number,
  seconds: number,
  key: string | null
];

export interface FromEdge {
  counts?: CountedMore[];
  answers?: Answered[];
}

const MAX_LINE = 8 * 1024 * 1024;

export function writeMessage(socket: Duplex, message: FromApi | FromEdge): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** `take` is given each message in turn. */
export function readMessages(socket: Duplex, take: (message: FromApi & FromEdge) => void): void {
  let rest = '';
  const decoder = new StringDecoder('utf8');
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    try {
      if (rest.length > MAX_LINE) throw new RangeError('the line is too long');
      for (const line of lines) take(JSON.parse(line) as FromApi & FromEdge);
    } catch {
      socket.destroy();
    }
  });
}
