import { afterEach, describe, expect, it } from 'vitest';
import type { AppMessage } from '../../../../domain/chain.ts';
import { createAppMessages } from './app-messages.ts';
import { refusal, reply, startHost, success, type Script } from '../../../../../tests/support/scripted-server.ts';

describe('one message', () => {
  it('keeps what is public and nothing else', async () => {
    const { byHash } = await setup((_, response) => reply(response, success([message()])));
    expect(await byHash()).toEqual({
      hash: id('a'),
      type: 'update',
      txid: id('b'),
      height: 3_141_002,
      valueSat: 1_250_000_000n,
      timestampMs: 1_795_100_000_123,
      appName: 'palworld1795100000123',
      owner: '1Owner',
      specVersion: 8,
      components: [{ name: 'server', repotag: 'thijsvanloef/palworld:v1', cpu: 4.5, ramMb: 16_000, hddGb: 40 }],
      instances: 3,
      expire: 88_000,
      endTime: null,
      geolocation: ['acEU'],
      isEncrypted: false
    });
  });
  it('is read from every generation of specifications', async () => {
    const read = async (over: object) => {
      const { byHash } = await setup((_, response) => reply(response, success([message(over)])));
      return byHash();
    };
    const v8 = message().appSpecifications;
    const flat = {
      version: 2,
      name: 'old',
      owner: '1Old',
      repotag: 'some/one:1',
      cpu: 0.5,
      ram: 500,
      hdd: 5,
      tiered: true
    };
    expect(
      await read({ type: 'zelappregister', appSpecifications: undefined, zelAppSpecifications: flat })
    ).toMatchObject({
      type: 'register',
      specVersion: 2,
      components: [{ name: '', repotag: 'some/one:1', cpu: 0.5, ramMb: 500, hddGb: 5 }],
      instances: null,
      expire: null,
      geolocation: [],
      isEncrypted: false
    });
    expect(await read({ appSpecifications: { ...v8, compose: [], contacts: [], enterprise: 'QUJD' } })).toMatchObject({
      components: [],
      isEncrypted: true
    });
    expect(await read({ appSpecifications: { ...v8, version: 7, expire: 100 } })).toMatchObject({
      expire: 100
    });
  });
  it('is null when the network does not know the hash', async () => {
    const { byHash, server } = await setup((_, response) => reply(response, success([])));
    expect(await byHash()).toBeNull();
    expect(server.asked[0]?.path).toBe(`/apps/permanentmessages?hash=${id('a')}`);
  });
  it.each([
    ['an error envelope', refusal('Unknown error')],
    ['another message', success([message({ hash: id('c') })])],
    ['an unreadable message of nobody', success([{ height: 5 }])],
    ['an unreadable other message', success([{ hash: id('c') }])],
    ['no list', success({})]
  ])('is never null for a failure: %s', async (_, body) => {
    const { byHash, host } = await setup((_, response) => reply(response, body));
    await expect(byHash()).rejects.toThrow('apps: ');
    expect(host.states()).toMatchObject([{ ok: false }]);
  });
});

describe('one message that cannot be read', () => {
  const unreadable: Script = ({ url }, response) => reply(response, success([{ hash: url?.slice(-64) }]));

  it('is told as such, which does not speak against the source', async () => {
    const { byHash, host } = await setup(unreadable);
    expect(await byHash()).toBe('unreadable');
    expect(host.states()).toMatchObject([{ ok: true }]);
  });
  it('is no fault of the source, however many there are in a row, and is named', async () => {
    const { byHash, host } = await setup(unreadable);
    for (const digit of ['a', 'b', 'c', 'd', 'e']) expect(await byHash(id(digit))).toBe('unreadable');
    expect(host.states()).toMatchObject([
      { ok: true, note: expect.stringContaining(`5 of 5 messages cannot be read, such as ${id('a')}`) as string }
    ]);
  });
});

describe('the dump', () => {
  it('hands out all messages in batches', async () => {
    const hashes = Array.from({ length: 4_321 }, (_, index) => index.toString(16).padStart(64, '0'));
    const { all } = await setup((_, response) => reply(response, success(hashes.map((hash) => message({ hash })))));
    const { batches, result } = await all();
    expect(result).toEqual({ count: 4_321, skipped: 0, unreadable: [], isEachNamed: true });
    expect(batches.map(({ length }) => length)).toEqual([2_000, 2_000, 321]);
    expect(batches.flat().map(({ hash }) => hash)).toEqual(hashes);
  });
  it('skips a malformed message, counts it and names it where it can', async () => {
    const hash = id('E');
    const { all } = await setup((_, response) => reply(response, success([message(), { hash }, null, message()])));
    expect((await all()).result).toEqual({ count: 2, skipped: 2, unreadable: [id('e')], isEachNamed: false });
  });
  it.each([
    [{ appSpecifications: { ...message().appSpecifications, expire: 2 ** 31 } }],
    [{ appSpecifications: { ...message().appSpecifications, instances: 2 ** 31 } }],
    [{ appSpecifications: { ...message().appSpecifications, version: 2 ** 31 } }],
    [{ height: 2 ** 31 }],
    [{ valueSat: String(2n ** 63n) }]
  ])('skips a message with a figure that a database cannot hold: %j', async (odd) => {
    const { all } = await setup((_, response) => reply(response, success([message(odd), message()])));
    expect((await all()).result).toMatchObject({ count: 1, skipped: 1, unreadable: [id('a')] });
  });
  it.each([1, 5, 40])(
    'is complete with %d %% of messages that cannot be read, which are counted and named',
    async (odd) => {
      const rows = Array.from({ length: 100 }, (_, at) => {
        const hash = at.toString(16).padStart(64, '0');
        return at < odd ? { hash, type: 'fluxappmove', content: {} } : message({ hash });
      });
      const { all, host } = await setup((_, response) => reply(response, success(rows)));
      const { result } = await all();
      expect(result).toMatchObject({ count: 100 - odd, skipped: odd, isEachNamed: true });
      expect(result.unreadable).toHaveLength(odd);
      const note = expect.stringMatching(
        new RegExp(`^${odd} of 100 messages cannot be read, such as 0{64} `)
      ) as string;
      expect(host.states()).toMatchObject([{ ok: true, note }]);
    }
  );
  it('fails when most of it cannot be read', async () => {
    const some = await setup((_, response) => reply(response, success([message(), 1, 2, 3, 4])));
    await expect(some.all()).rejects.toThrow('4 of 5 messages are unreadable');
    const whole = await setup((_, response) => reply(response, success([{}])));
    await expect(whole.all()).rejects.toThrow('1 of 1 messages are unreadable');
  });
  it.each([
    ['an error envelope', JSON.stringify(refusal('Unknown error'))],
    ['an error after its messages', JSON.stringify({ data: [message()], status: 'error' })],
    ['no messages at all', JSON.stringify(success([]))],
    ['no end', JSON.stringify(success([message(), message()])).slice(0, -2)],
    ['an end in the middle of a message', JSON.stringify(success([message()])).slice(0, -90)],
    ['HTML', '<html>Bad gateway</html>']
  ])('fails with %s', async (_, body) => {
    const { all, host } = await setup((_, response) => reply(response, body));
    await expect(all()).rejects.toThrow('apps: ');
    expect(host.states()).toMatchObject([{ ok: false }]);
  });
  it('passes on what the reader of batches throws, without blaming the source', async () => {
    const { messages, host, signal } = await setup((_, response) => reply(response, success([message()])));
    await expect(messages.all(() => Promise.reject(new Error('disk is full')), signal)).rejects.toThrow('disk is full');
    expect(host.states()).toMatchObject([{ ok: true }]);
  });
});

const id = (digit: string) => digit.repeat(64);

function message(over: object = {}) {
  return {
    type: 'fluxappupdate',
    version: 1,
    hash: id('a'),
    timestamp: 1_795_100_000_123,
    signature: 'H4k=',
    txid: id('b'),
    height: 3_141_002,
    valueSat: 1_250_000_000,
    appSpecifications: {
      version: 8,
      name: 'palworld1795100000123',
      description: 'a game',
      owner: '1Owner',
      contacts: ['me@example.org'],
      geolocation: ['acEU'],
      expire: 88_000,
      instances: 3,
      nodes: [],
      staticip: false,
      enterprise: '',
      compose: [
        {
          name: 'server',
          repotag: 'thijsvanloef/palworld:v1',
          environmentParameters: ['ADMIN_PASSWORD=secret'],
          commands: ['--token=secret'],
          repoauth: 'secret',
          cpu: 4.5,
          ram: 16_000,
          hdd: 40
        }
      ]
    },
    ...over
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(script: Script) {
  const started = await startHost(script, ['apps']);
  open.push(started);
  const messages = createAppMessages(started.host);
  const { signal } = new AbortController();
  return {
    ...started,
    messages,
    signal,
    byHash: (hash = id('a')) => messages.byHash(hash, signal),
    all: async () => {
      const batches: AppMessage[][] = [];
      const result = await messages.all((batch) => Promise.resolve(void batches.push(batch)), signal);
      return { batches, result };
    }
  };
}
