/** What chats are sent, within their limits, whatever an app is called. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ToldEvent } from '../../../../contract/events/log.ts';
import { bodyOf } from './body.ts';

/** Documented limits of the field: `content` of Discord, `text` of Slack. */
const DISCORD_MOST = 2_000;
const SLACK_MOST = 40_000;
const metric = {
  label: 'Revenue',
  unit: 'FLUX',
  current: '150.00000000',
  previous: '100.00000000',
  change: 50,
  missing: 0
};

it('tells a report line by line', () => {
  const metrics = [
    metric,
    { ...metric, label: 'Fill', unit: 'percent', current: 81.5, previous: 83, change: -1.5 },
    { ...metric, label: 'Nodes', unit: 'count', current: null, previous: null, change: null, missing: 1 }
  ];
  const { text } = JSON.parse(bodyOf(report(metrics), 'slack')) as { text: string };
  expect(text.split('\n')).toEqual([
    'Report, weekly: 2026-11-09 to 2026-11-15',
    'Revenue: 150.00000000 FLUX (before: 100.00000000 FLUX, +50 %)',
    'Fill: 81.5 % (before: 83 %, -1.5 points)',
    'Nodes: insufficient data (1 day not known)'
  ]);
  expect(JSON.parse(bodyOf(report(metrics), 'json'))).toMatchObject({ type: 'report.ready', data: { metrics } });
});

it('says how much of a report does not fit', () => {
  const many = Array.from({ length: 200 }, (_, at) => ({ ...metric, label: `Metric ${at}` }));
  const { content } = JSON.parse(bodyOf(report(many), 'discord')) as { content: string };
  expect(content.length).toBeLessThanOrEqual(DISCORD_MOST);
  expect(content).toMatch(/and \d+ more$/);
});

it.each(['slack', 'discord'] as const)('tells %s amounts and dates as they are, and names of sites cut', (format) => {
  const data = { appName: 'a.evil.example', amount: '1.23000000', amountUsd: '0.087576', date: '2026-11-30' };
  const body = bodyOf({ ...report([]), type: 'payment.seen', subject: 'txid', data }, format);
  expect(body).toContain('amount 1.23000000, amountUsd 0.087576, date 2026-11-30');
  expect(body).toContain('a.\u200Bevil.\u200Bexample');
});

it('mentions nobody, links to nothing and formats nothing, whatever a name is', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '@everyone',
      '<!channel>',
      '<@1234>',
      '[x](https://evil.example)',
      '**bold**',
      '`code`',
      'a\u202Eb',
      '\n# head'
    ),
    fc.string({ maxLength: 5_000, unit: 'binary' })
  );
  fc.assert(
    fc.property(hostile, (name) => {
      const event = {
        ...report([]),
        type: 'app.registered',
        subject: name,
        data: { appName: name, name, message: name }
      };
      const slack = JSON.parse(bodyOf(event, 'slack')) as { text: string };
      const discord = JSON.parse(bodyOf(event, 'discord')) as { content: string; allowed_mentions: object };
      expect(slack.text).not.toMatch(/<|>|@(?!\u200B)|:\/\//);
      expect(slack.text.length).toBeLessThanOrEqual(SLACK_MOST);
      expect(discord.content).not.toMatch(/@(?!\u200B)|:\/\/|(?<!\\)[*_~`|<>[\]#]/);
      expect(discord.content.length).toBeLessThanOrEqual(DISCORD_MOST);
      expect(discord.allowed_mentions).toEqual({ parse: [] });
    })
  );
});

function report(metrics: object[]): ToldEvent {
  const data = { period: 'weekly', start: '2026-11-09', end: '2026-11-15', metrics };
  const id = 'report.ready:weekly-2026-11-15';
  return { seq: 1, id, type: 'report.ready', version: 1, subject: 'weekly-2026-11-15', height: null, at: 1, data };
}
