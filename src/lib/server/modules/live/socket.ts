/**
 * One connection of the WebSocket: its subscriptions, limits and heartbeat.
 *
 * A fault is answered and the connection stays. A client that reads too slowly is told RESYNC and dropped before its unsent
 * messages fill the memory.
 */
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { isPrivateTopic } from '../../../contract/live/live.ts';
import type { FedEvent, Feed, Listener } from '../../platform/events/feed.ts';
import type { Log } from '../../platform/log.ts';
import { readMessage, type SocketFault, type SocketMessage } from './socket-message.ts';
import { createSubscriptions } from './subscriptions.ts';

const MOST_MESSAGES = 30;
const WINDOW_MS = 10_000;
const MOST_UNSENT_BYTES = 1024 * 1024;
/** A replay waits while so much is unsent. */
const ENOUGH_UNSENT_BYTES = 64 * 1024;
const LOOK_AGAIN_MS = 10;
const MOST_MISSED_PINGS = 2;
/** Tells that what it missed is to be read otherwise. */
const CLOSE_SLOW = 1013;
const CLOSE_AWAY = 1001;
const CLOSING_MS = 1_000;

export interface SocketOptions {
  feed: Feed;
  log: Log;
  /** Speaks of streams instead of topics. */
  isOfStreams: boolean;
  /** What the connection is made of: messages that come together leave in one piece. */
  wire: Pick<Duplex, 'cork' | 'uncork'>;
  /** May be told what not everybody may. */
  isTrusted: boolean;
}

export interface Connection {
  /** Every 30 seconds. */
  ping(): void;
  /** The product is stopping. */
  end(): void;
}

export function attend(ws: WebSocket, { feed, log, wire, isOfStreams, isTrusted }: SocketOptions): Connection {
  const subscriptions = createSubscriptions(0);
  const arrivals: number[] = [];
  let following = new AbortController();
  let missed = 0;
  let isSlow = false;

  const send = (text: string): void => {
    if (isSlow || ws.readyState !== ws.OPEN) return;
    ws.send(text);
    if (ws.bufferedAmount <= MOST_UNSENT_BYTES) return;
    isSlow = true;
    ws.send(faultText({ code: 'RESYNC', message: 'Too much is unsent: come back and replay from the last seq.' }));
    close(CLOSE_SLOW);
  };
  const refuse = (fault: SocketFault): void => send(faultText(fault));
  const close = (code: number): void => {
    following.abort();
    ws.close(code);
    setTimeout(() => ws.terminate(), CLOSING_MS).unref();
  };

  const listener: Listener = {
    async onEvents(events) {
      wire.cork();
      for (const fed of events) {
        const name = subscriptions.take(fed);
        if (name !== null) send(isOfStreams ? updateText(fed, name) : eventText(fed, name));
      }
      wire.uncork();
      while (ws.bufferedAmount > ENOUGH_UNSENT_BYTES && ws.readyState === ws.OPEN) await pause(LOOK_AGAIN_MS);
    },
    onResync() {
      refuse({ code: 'RESYNC', message: 'The log has begun anew: read the whole again.' });
      queue(() => follow(null));
    }
  };

  /** false: what follows is no longer kept, and nothing has changed. */
  const follow = async (after: number | null): Promise<boolean> => {
    const next = new AbortController();
    const begin = await feed.follow(after, listener, next.signal);
    if (begin === null) return false;
    following.abort();
    following = next;
    if (ws.readyState !== ws.OPEN) next.abort();
    if (after === null) subscriptions.restart(begin);
    else subscriptions.rewind(begin);
    return true;
  };

  const replay = async (sinceSeq: number): Promise<void> => {
    if (await feed.reachesBack(sinceSeq)) {
      if (sinceSeq >= subscriptions.position() || (await follow(sinceSeq))) return;
    }
    refuse({ code: 'RESYNC', message: 'What follows sinceSeq is no longer kept: read the whole again.' });
  };

  const obey = async (message: SocketMessage): Promise<void> => {
    if (message.type === 'replay') return replay(message.sinceSeq);
    if (message.type === 'unsubscribe') subscriptions.remove(message.topic);
    else if (isPrivateTopic(message.topic) && !isTrusted) {
      refuse({ code: 'INVALID_MESSAGE', message: 'This topic needs a ticket.' });
    } else subscriptions.add(message.topic, message.name);
  };

  /** One after the other, as they came. */
  let turn: Promise<unknown> = Promise.resolve();
  const queue = (work: () => Promise<unknown>): void => {
    turn = turn.then(work).catch((err: unknown) => {
      log.warn({ err }, 'live connection ended');
      close(1011);
    });
  };

  ws.on('message', (data: Buffer, isBinary) => {
    const now = performance.now();
    while (arrivals[0] !== undefined && now - arrivals[0] >= WINDOW_MS) arrivals.shift();
    if (arrivals.length >= MOST_MESSAGES) {
      refuse({ code: 'RATE_LIMIT_EXCEEDED', message: `At most ${MOST_MESSAGES} messages in 10 seconds.` });
      return;
    }
    arrivals.push(now);
    const message = readMessage(data, isBinary);
    if ('code' in message) refuse(message);
    else queue(() => obey(message));
  });
  ws.on('pong', () => (missed = 0));
  ws.on('error', () => ws.terminate());
  ws.on('close', () => following.abort());
  queue(() => follow(null));

  return {
    ping() {
      if (missed >= MOST_MISSED_PINGS) ws.terminate();
      else ws.ping();
      missed++;
    },
    end: () => close(CLOSE_AWAY)
  };
}

function faultText({ code, message }: SocketFault): string {
  return JSON.stringify({ type: 'error', code, message });
}

function eventText({ event: { seq, id }, json }: FedEvent, topic: string): string {
  return `{"type":"event","topic":${JSON.stringify(topic)},"seq":${seq},"eventId":${JSON.stringify(id)},"event":${json}}`;
}

function updateText({ event: { id }, json }: FedEvent, streamId: string): string {
  return `{"type":"stream_update","streamId":${JSON.stringify(streamId)},"eventId":${JSON.stringify(id)},"payload":${json}}`;
}
