import { afterEach, describe, expect, it } from 'vitest';
import { readRows } from './document.ts';
import {
  brokenOff,
  refusal,
  reply,
  startHost,
  success,
  type Script
} from '../../../../tests/support/scripted-server.ts';

describe('a document', () => {
  it('is all its elements, in order', async () => {
    const { ask } = await setup((_, response) => reply(response, success([3, 1, 2])));
    expect(await ask()).toEqual([3, 1, 2]);
  });
  it('is all its elements when reading them takes many slices', async () => {
    const data = Array.from({ length: 200_000 }, (_, index) => index);
    const { ask } = await setup((_, response) => reply(response, success(data)));
    expect(await ask()).toEqual(data);
  });
  it.each([
    ['the service is busy', JSON.stringify(refusal('Internal error. Try again later'))],
    ['an error follows its rows', JSON.stringify({ data: [7, 8], status: 'error' })],
    ['its end is missing', '{"status":"success","data":[7,8,'],
    ['the end of its envelope is missing', '{"status":"success","data":[7,8]'],
    ['it is HTML', '<html>Just a moment...</html>'],
    ['it is nothing', '']
  ])('is asked for again when %s, and holds nothing of the first answer', async (_, first) => {
    const { ask, server, host } = await setup((_, response, index) =>
      reply(response, index === 0 ? first : success([1, 2]))
    );
    expect(await ask()).toEqual([1, 2]);
    expect(server.asked).toHaveLength(2);
    expect(host.states()).toMatchObject([{ ok: true }]);
  });
  it('is asked for again when the connection breaks off', async () => {
    const { ask } = await setup((_, response, index) =>
      index === 0 ? brokenOff(response) : reply(response, success([1]))
    );
    expect(await ask()).toEqual([1]);
  });
  it('is asked for under another address when the error may have been cached', async () => {
    const { ask, server } = await setup((_, response, index) =>
      reply(response, index === 0 ? refusal('Internal error. Try again later') : success([1]))
    );
    await ask();
    expect(server.asked[0]?.path).toBe('/list');
    expect(server.asked[1]?.path).toMatch(/^\/list\?nc=\w+$/);
  });
  it('fails, and its source with it, when the service stays busy', async () => {
    const { ask, server, host } = await setup((_, response) =>
      reply(response, refusal('Internal error. Try again later'))
    );
    await expect(ask()).rejects.toThrow('stats: Internal error. Try again later');
    expect(server.asked).toHaveLength(4);
    expect(host.states()).toMatchObject([{ ok: false, lastSuccess: null }]);
  });
  it.each([
    ['is empty', success([]), 200, 'empty list of numbers'],
    ['is no list', success({}), 200, 'changed shape'],
    ['has no data', success(null), 200, 'changed shape'],
    ['is unknown to the service', { error: 'not found' }, 404, 'HTTP 404'],
    ['has more than a few unreadable elements', success([1, 2, 'x', 'y', 'z']), 200, '3 of 5 numbers are unreadable'],
    ['has no readable element', success(['x', 'y']), 200, '2 of 2 numbers are unreadable']
  ])('fails at once when it %s', async (_, body, status, reason) => {
    const { ask, server } = await setup((_, response) => reply(response, body, status));
    await expect(ask()).rejects.toThrow(reason);
    expect(server.asked).toHaveLength(1);
  });
  it('leaves out one unreadable element in a hundred', async () => {
    const numbers = Array.from({ length: 297 }, (_, index) => index);
    const { ask } = await setup((_, response) => reply(response, success([...numbers, 'x', 'y', 'z'])));
    expect(await ask()).toEqual(numbers);
  });
  it('ends with its signal in the middle', async () => {
    const { ask } = await setup((_, response) => void response.write('{"status":"success","data":[1,2,'));
    const control = new AbortController();
    const asking = ask(control.signal, () => control.abort(new Error('stopping')));
    await expect(asking).rejects.toThrow('stopping');
  });
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(script: Script) {
  const started = await startHost(script, ['stats']);
  open.push(started);
  const read = (row: unknown) => (typeof row === 'number' ? row : null);
  const ask = (signal = new AbortController().signal, onRow: () => void = () => undefined) =>
    started.host.document('/list', {
      source: 'stats',
      signal,
      read: (chunks, inTime) =>
        readRows(chunks, {
          source: 'stats',
          signal: inTime,
          what: 'numbers',
          read: (row) => {
            onRow();
            return read(row);
          }
        })
    });
  return { ...started, ask };
}
