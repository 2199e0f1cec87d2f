/**
 * The process's log: pino, handed to whoever logs, never imported as a global.
 *
 * One JSON object per line on stdout, so that containers and `jq` read it as it is; on a terminal the same line in a
 * readable form. Credentials in headers never reach a line, at whatever depth a request is logged.
 */
import { type Logger, pino } from 'pino';
import type { LogLevel } from './config/config.ts';
import { toTerminalLine } from './log-line.ts';

export type Log = Logger;

const credentials = ['authorization', 'cookie', '["set-cookie"]', '["x-admin-token"]', '["x-api-key"]'];
const places = ['', 'headers', 'req.headers', 'request.headers', 'res.headers', 'response.headers'];

/** Where a log writes its lines. */
interface Destination {
  write: (line: string) => void;
}

/** A log of one process; `name` (api, web) stands in every line. */
export function createLog(level: LogLevel, name: string, destination: Destination = standardOutput()): Log {
  return pino(
    {
      level,
      name,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: places.flatMap((place) => credentials.map((field) => joinPath(place, field))),
        censor: '[redacted]'
      }
    },
    destination
  );
}

function joinPath(place: string, field: string): string {
  return place === '' || field.startsWith('[') ? `${place}${field}` : `${place}.${field}`;
}

/** Synchronous, so that the last line before an exit is not lost. */
function standardOutput(): Destination {
  if (!process.stdout.isTTY) return pino.destination({ dest: 1, sync: true });
  return { write: (line) => void process.stdout.write(toTerminalLine(line)) };
}
