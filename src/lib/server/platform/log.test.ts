import { expect, it } from 'vitest';
import { toTerminalLine } from './log-line.ts';
import { createLog } from './log.ts';

it('writes one JSON object per line with level, process and message', () => {
  const { log, lines } = setup();
  log.child({ job: 'revenue' }).info({ rows: 3 }, 'payments stored');
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'info',
    name: 'api',
    job: 'revenue',
    rows: 3,
    msg: 'payments stored'
  });
});

it('keeps silent below its level', () => {
  const { log, lines } = setup();
  log.debug('detail');
  expect(lines).toEqual([]);
});

it('never writes a credential', () => {
  const { log, lines } = setup();
  const headers = { authorization: 'Bearer hunter2', cookie: 's=hunter2', 'set-cookie': ['s=hunter2'], host: 'x.test' };
  log.info(headers);
  log.info({ headers, req: { headers }, request: { headers }, res: { headers }, response: { headers } });
  expect(lines.join('')).not.toContain('hunter2');
  expect(lines.join('')).toContain('x.test');
});

it('shows a line on a terminal as time, level, process, message and fields', () => {
  const { log, lines } = setup();
  log.warn({ source: 'blockbook', ageSeconds: 90 }, 'source was stale');
  expect(toTerminalLine(lines[0]!)).toMatch(
    /^\S*\d\d:\d\d:\d\d warn {2}api\S* source was stale source=blockbook ageSeconds=90\n$/
  );
});

it('shows the stack of an error', () => {
  const { log, lines } = setup();
  log.error({ err: new Error('disk full') }, 'write failed');
  expect(toTerminalLine(lines[0]!)).toContain('Error: disk full\n    at ');
});

it('leaves what is no log line as it is', () => {
  expect(toTerminalLine('plain text\n')).toBe('plain text\n');
  expect(toTerminalLine('{"a":1}\n')).toBe('{"a":1}\n');
});

function setup() {
  const lines: string[] = [];
  return { log: createLog('info', 'api', { write: (line) => lines.push(line) }), lines };
}
