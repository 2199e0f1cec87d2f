import { afterEach, describe, expect, it } from 'vitest';
import { createDaemon } from './daemon.ts';
import { BlockOutOfRange } from '../../platform/upstream/failures.ts';
import { refusal, reply, startHost, success } from '../../../../tests/support/scripted-server.ts';

describe('the txids of an address', () => {
  it('are told in the order of the chain', async () => {
    const { addressTxids, server } = await setup(success([id('c'), id('a')]));
    expect(await addressTxids()).toEqual([id('c'), id('a')]);
    expect(server.asked.map(({ path }) => path)).toEqual(['/daemon/getaddresstxids/t3App/10/20']);
  });
  it('are refused above the answering node’s tip', async () => {
    const { addressTxids } = await setup(refusal('Start or end is outside chain range', -5));
    await expect(addressTxids()).rejects.toThrow(BlockOutOfRange);
  });
  it.each([[null], [{}], [['x']], [[{ txid: id('a') }]], [[id('a'), id('a')]]])('are not made of %j', async (data) => {
    const { addressTxids } = await setup(success(data));
    await expect(addressTxids()).rejects.toThrow('daemon-txids: answer changed shape');
  });
  it('are not missed any more once the index tells amounts and heights again', async () => {
    const { addressTxids, daemon, host, signal } = await setup(refusal('No address index', -1));
    await expect(addressTxids()).rejects.toThrow('No address index');
    expect(host.states()).toMatchObject([{ ok: true }, { ok: true }, { name: 'daemon-txids', ok: false }]);
    await daemon.addressTransactions(range, signal);
    expect(host.states()).toMatchObject([{ ok: true }, { ok: true }, { ok: true, lastSuccess: null }]);
  });
});

const id = (digit: string) => digit.repeat(64);
const range = { address: 't3App', from: 10, to: 20 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** What the list of txids answers; the index of amounts has nothing. */
async function setup(body: unknown) {
  const amounts = success({ deltas: [], start: { hash: id('5'), height: 10 }, end: { hash: id('6'), height: 20 } });
  const started = await startHost(
    (request, response) => reply(response, request.url?.includes('getaddressdeltas') ? amounts : body),
    ['daemon', 'daemon-address', 'daemon-txids']
  );
  open.push(started);
  const daemon = createDaemon(started.host);
  const { signal } = new AbortController();
  return { ...started, daemon, signal, addressTxids: () => daemon.addressTxids(range, signal) };
}
