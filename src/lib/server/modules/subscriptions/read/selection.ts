/** What a query selects, as the statements take it, and the place in it that a cursor names. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Parsed } from '../../../../contract/kit/endpoint.ts';
import type { subscriptionExport, subscriptionList } from '../../../../contract/subscriptions/subscriptions.ts';
import type { Moment } from '../../../../domain/subscriptions/accrual.ts';
import { BadRequest } from '../../../platform/errors.ts';
import type { SelectionArgs } from '../statements-read.ts';

export type ListQuery = Parsed<typeof subscriptionList>['query'];
export type Filters = Omit<Parsed<typeof subscriptionExport>['query'], 'format' | 'proof'>;

/** Behind every place: ids are lower-case hex. */
const LAST_ID = '~';
/** Where a row was first seen and where it stands differ by no more than a reorganisation. */
const MARGIN_BLOCKS = 5_000;

const names = ['app', 'sender', 'owner', 'recipient'] as const;

export function selectionOf(query: Filters, at: Moment): SelectionArgs {
  const { app = '', sender = '', owner = '', recipient = '', status = '' } = query;
  const by = names.find((name) => query[name] !== undefined) ?? 'all';
  return { by, app, sender, owner, recipient, status, at_height: at.height, at_time: at.time };
}

export interface Place {
  height: number;
  id: string;
}

/** Before the first row of an order. */
export function startOf(sort: ListQuery['sort'], at: Moment): Place {
  return sort === 'newest' ? { height: at.height + MARGIN_BLOCKS, id: LAST_ID } : { height: -1, id: '' };
}

const Cursor = z.strictObject({ h: z.int(), i: z.string(), f: z.string() });

export function cursorOf({ height, id }: Place, query: ListQuery): string {
  return Buffer.from(JSON.stringify({ h: height, i: id, f: filterMark(query) })).toString('base64url');
}

/** BadRequest for what is no cursor, or one of other filters. */
export function placeOf(cursor: string, query: ListQuery): Place {
  const read = Cursor.safeParse(jsonOf(cursor));
  if (!read.success) throw refused('no cursor of this endpoint');
  if (read.data.f !== filterMark(query)) throw refused('belongs to other filters; begin without a cursor');
  return { height: read.data.h, id: read.data.i };
}

function filterMark({ app, sender, owner, recipient, status, at, sort }: ListQuery): string {
  const text = JSON.stringify([app, sender, owner, recipient, status, at, sort]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function refused(message: string): BadRequest {
  return new BadRequest(`cursor: ${message}`, [{ name: 'cursor', message }]);
}
