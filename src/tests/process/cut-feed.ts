/** A client of the live feed whose connection is cut again and again, and who comes back with what it has seen. */
import { createParser } from 'eventsource-parser';
import { setTimeout as delay } from 'node:timers/promises';

export interface Seen {
  seq: number;
  id: string;
}

/** From now on, until it was cut so many times and has seen something after the last of them. */
export async function cutFeed(url: string, { cuts }: { cuts: number }): Promise<Seen[]> {
  const seen: Seen[] = [];
  const last: { id: string | null } = { id: null };
  for (let cut = 0; cut <= cuts; cut++) {
    const gone = new AbortController();
    const before = seen.length;
    const most = before + 1 + Math.floor(Math.random() * 5);
    const parser = createParser({
      onEvent({ id, data }) {
        const event = JSON.parse(data) as Seen;
        if (gone.signal.aborted) return;
        seen.push({ seq: event.seq, id: event.id });
        last.id = id ?? last.id;
        if (seen.length >= most) gone.abort();
      }
    });
    try {
      const answer = await fetch(`${url}/api/live`, {
        headers: last.id === null ? {} : { 'last-event-id': last.id },
        signal: gone.signal
      });
      if (answer.status !== 200 || answer.body === null) throw new Error(`the feed answered ${answer.status}`);
      for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) parser.feed(chunk);
    } catch (error) {
      if (!gone.signal.aborted) {
        await delay(100);
        if (seen.length === before) cut--;
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  return seen;
}
