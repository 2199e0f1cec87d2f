/** What a client of the WebSocket may say: text JSON of at most 4,096 bytes; a fault is answered by its code. */
import * as z from 'zod';
import { isTopic } from '../../../contract/live/live.ts';

export type SocketErrorCode =
  | 'PAYLOAD_TOO_LARGE'
  | 'RATE_LIMIT_EXCEEDED'
  | 'BINARY_NOT_SUPPORTED'
  | 'INVALID_JSON'
  | 'INVALID_MESSAGE'
  | 'UNKNOWN_TYPE'
  | 'RESYNC';

/** `name`: the topic as the client has named it. */
export type SocketMessage =
  { type: 'subscribe' | 'unsubscribe'; topic: string; name: string } | { type: 'replay'; sinceSeq: number };

export interface SocketFault {
  code: SocketErrorCode;
  message: string;
}

const MOST_BYTES = 4_096;
const topic = z.string().max(300);
const schemas = {
  subscribe: z.object({ topic: topic.optional(), streamId: topic.optional() }),
  unsubscribe: z.object({ topic: topic.optional(), streamId: topic.optional() }),
  replay: z.object({ sinceSeq: z.int().min(0) })
};

export function readMessage(data: Buffer, isBinary: boolean): SocketMessage | SocketFault {
  if (data.length > MOST_BYTES) {
    return { code: 'PAYLOAD_TOO_LARGE', message: `A message has at most ${MOST_BYTES} bytes.` };
  }
  if (isBinary) return { code: 'BINARY_NOT_SUPPORTED', message: 'Messages are text.' };
  const content = parse(data.toString('utf8'));
  if (content === undefined) return { code: 'INVALID_JSON', message: 'The message is no JSON.' };
  const type = typeof content === 'object' && content !== null && 'type' in content ? content.type : undefined;
  if (typeof type !== 'string') return invalid('A message is an object with a type.');
  switch (type) {
    case 'subscribe':
    case 'unsubscribe': {
      const parsed = schemas[type].safeParse(content);
      return parsed.success ? aboutTopic(type, parsed.data) : invalid('topic is a text.');
    }
    case 'replay': {
      const parsed = schemas.replay.safeParse(content);
      return parsed.success ? { type, ...parsed.data } : invalid('sinceSeq is a whole number from 0.');
    }
    default:
      return { code: 'UNKNOWN_TYPE', message: 'The type is subscribe, unsubscribe or replay.' };
  }
}

/** A stream is a subscription: its id alone stands for the topic. */
function aboutTopic(
  type: 'subscribe' | 'unsubscribe',
  { topic: given, streamId }: z.infer<typeof schemas.subscribe>
): SocketMessage | SocketFault {
  const name = given ?? streamId ?? '';
  const named = given === undefined && !isTopic(name) ? `subscription:${name}` : name;
  return isTopic(named) ? { type, topic: named, name } : invalid('There is no such topic.');
}

function invalid(message: string): SocketFault {
  return { code: 'INVALID_MESSAGE', message };
}

/** undefined: it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
