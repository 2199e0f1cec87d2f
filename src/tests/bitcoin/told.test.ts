/** What the live topic `bitcoin` tells. */
import { createParser } from 'eventsource-parser';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { readEvents } from '../../lib/server/platform/events/log.ts';
import { stopApis } from '../support/api.ts';
import { startSimulated, stopSimulated } from './simulated.ts';

afterEach(async () => {
  await stopApis();
  await stopSimulated();
});

it('tells a listener of each newer tip once, and how many blocks it has replaced', async () => {
  const { ledger, look, later, store, origin } = await startSimulated(['node']);
  const messages = await listen(`${origin}/api/live?topics=bitcoin`);
  const tips: object[] = [];
  const lookAt = async (replaced: number) => {
    const { height, hash, header } = ledger.block(ledger.tip);
    tips.push({ type: 'tip.moved', data: { chain: 'bitcoin', height, hash, time: header.time, replaced } });
    await look();
    later();
    // Nothing has changed: nothing is told.
    await look();
  };
  await lookAt(0);
  ledger.mine(2);
  await lookAt(0);
  ledger.reorg(3);
  await lookAt(3);
  await expect.poll(() => messages).toMatchObject(tips);
  const log = await readEvents(store, { after: null, types: null, subject: 'bitcoin', limit: 100 });
  expect(log?.events).toHaveLength(3);
});

/** Messages as they come. */
async function listen(url: string): Promise<object[]> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const messages: object[] = [];
  const parser = createParser({
    onEvent({ data }) {
      if (data !== '') messages.push(JSON.parse(data) as object);
    }
  });
  const { body } = await fetch(url, { signal: stop.signal });
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  read().catch(() => undefined);
  return messages;
}
