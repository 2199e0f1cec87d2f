/**
 * What a delivery says: the event itself, or a sentence for a chat. Names of apps are text that anybody may register: in a chat
 * they mention nobody, link to nothing and format nothing.
 */
import type { ToldEvent } from '../../../../contract/events/log.ts';
import { eventTypes } from '../../../../contract/events/types.ts';
import { reportText } from './report-text.ts';
import type { WebhookFormat } from '../statements.ts';

export function bodyOf(event: ToldEvent, format: WebhookFormat): string {
  switch (format) {
    case 'json':
      return JSON.stringify(event);
    case 'slack':
      return JSON.stringify({
        text: sentenceOf(event, slackText),
        mrkdwn: false,
        link_names: 0,
        unfurl_links: false,
        unfurl_media: false
      });
    case 'discord':
      return JSON.stringify({
        content: sentenceOf(event, discordText).slice(0, DISCORD_MOST),
        allowed_mentions: { parse: [] }
      });
  }
}

/** Characters of `content`. */
const DISCORD_MOST = 2_000;
/** Slack takes more, of which nobody reads all. Escaping doubles a sign at most. */
const MOST_OF_REPORT = 950;

/** In the event's own words, then what it is about. */
function sentenceOf(event: ToldEvent, escape: (text: string) => string): string {
  const report = event.type === 'report.ready' ? reportText(event.data, MOST_OF_REPORT) : null;
  if (report !== null) return report.split('\n').map(escape).join('\n');
  const type = eventTypes.get(event.type);
  if (type?.sentence !== undefined) return escape(type.sentence(type.payload.parse(event.data)));
  const summary = type?.summary ?? event.type;
  const facts = [
    'appName',
    'amount',
    'amountUsd',
    'name',
    'tier',
    'source',
    'from',
    'to',
    'change',
    'job',
    'date',
    'message'
  ];
  const told = facts.flatMap((name) => {
    const value = event.data[name];
    return typeof value === 'string' || typeof value === 'number' ? [`${name} ${escape(String(value))}`] : [];
  });
  return `${summary} (${[escape(event.subject), ...told].join(', ')})`;
}

const MOST_CHARACTERS = 200;
const ZERO_WIDTH = '\u200B';

/** Without control characters; what would be a mention or an address is cut by a space of no width. Numbers stay whole. */
function plain(text: string): string {
  const printable = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();
  return printable
    .replaceAll('@', `@${ZERO_WIDTH}`)
    .replaceAll('://', `:${ZERO_WIDTH}//`)
    .replaceAll(/(?<=[\p{L}\p{N}_])\.(?=[\p{L}_])/gu, `.${ZERO_WIDTH}`);
}

function slackText(text: string): string {
  return plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function discordText(text: string): string {
  return plain(text).replaceAll(/[\\*_~`|<>[\]()#:]|(?<!\w)-|-(?!\w)/g, (sign) => `\\${sign}`);
}
