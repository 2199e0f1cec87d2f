/** What is to come, as a calendar (RFC 5545): ends of apps within 30 days, and heights at which the chain changes. */
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { unexpired } from '../../../../domain/insights/app-now.ts';
import { nextRewardChange } from '../../../../domain/insights/rewards.ts';
import { readAppsNow } from '../../insights/module.ts';
import type { ReadContext } from '../../ledger/module.ts';

const AHEAD_BLOCKS = 30 * BLOCKS_PER_DAY;
const SECONDS_PER_BLOCK = 30;
const LINE_BYTES = 75;

/** Heights that are set (facts 14): parallel assets. The cut of the reward follows from the height. */
const changes = [
  { height: 3_450_000, what: 'Parallel assets: one way from the main chain' },
  { height: 3_880_000, what: 'Parallel assets close' }
];

interface CalendarEvent {
  uid: string;
  at: number;
  summary: string;
}

export async function readCalendar(context: ReadContext): Promise<string> {
  const { tip, apps } = await readAppsNow(context);
  const now = context.now();
  const events = tip === null ? [] : eventsAt(tip, now, apps);
  const lines = events.flatMap(({ uid, at, summary }) => [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}@fluxtracker`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    `SUMMARY:${escaped(summary)}`,
    'END:VEVENT'
  ]);
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Fluxtracker//Calendar//EN', 'X-WR-CALNAME:Flux network'];
  return [...head, ...lines, 'END:VCALENDAR'].map((line) => `${folded(line)}\r\n`).join('');
}

function eventsAt(
  tip: number,
  now: number,
  apps: readonly { name: string; endHeight: number | null }[]
): CalendarEvent[] {
  const timeOf = (height: number) => now + (height - tip) * SECONDS_PER_BLOCK;
  const next = nextRewardChange(tip);
  const cut = next === null ? [] : [{ height: next, what: 'Block reward cut by a tenth' }];
  const chain = [...cut, ...changes]
    .filter(({ height }) => height > tip)
    .map(({ height, what }) => ({
      uid: `height-${height}`,
      at: timeOf(height),
      summary: `${what} (height ${height})`
    }));
  const ends = unexpired(apps, tip)
    .filter(({ endHeight }) => endHeight <= tip + AHEAD_BLOCKS)
    // One entry per app, which moves when it is paid for again.
    .map(({ name, endHeight }) => ({
      uid: `end-${name}`,
      at: timeOf(endHeight),
      summary: `${name} ends`
    }));
  return [...chain, ...ends].toSorted((a, b) => a.at - b.at || (a.uid < b.uid ? -1 : 1));
}

function stamp(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\p{Cc}+/gu, ' ');
}

/** Lines of at most 75 bytes; a longer one goes on behind a space. No character is cut. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE_BYTES) return line;
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    if (Buffer.byteLength(part + sign) > LINE_BYTES - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part].join('\r\n ');
}
