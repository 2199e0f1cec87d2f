/** A JSON log line as a person reads it on a terminal: time, level, process, message, then the fields. */
import { z } from 'zod';

const Line = z.looseObject({
  time: z.string(),
  level: z.string(),
  name: z.string(),
  msg: z.string().default(''),
  err: z.looseObject({ message: z.string(), stack: z.string().optional() }).optional()
});

const colours: Record<string, string> = { warn: '\x1b[33m', error: '\x1b[31m', fatal: '\x1b[31m', debug: '\x1b[2m' };

/** @param line one line as the log writes it; what is not one stays as it is */
export function toTerminalLine(line: string): string {
  const { data } = Line.safeParse(parseJson(line));
  if (!data) return line;
  const { time, level, name, msg, err, pid: _pid, hostname: _hostname, ...fields } = data;
  const extra = Object.entries(fields).map(([key, value]) => `${key}=${asText(value)}`);
  if (err) extra.push(`\n${err.stack ?? err.message}`);
  const colour = colours[level];
  const head = `${time.slice(11, 19)} ${level.padEnd(5)} ${name.padEnd(3)}`;
  return `${colour ? `${colour}${head}\x1b[0m` : head} ${[msg, ...extra].join(' ')}\n`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
