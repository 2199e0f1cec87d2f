import { expect, it } from 'vitest';
import { mainNetwork } from '../../../../domain/bitcoin/network.ts';
import { makeHead } from './head.ts';

const NOON = 1_773_835_200;

it('knows no difficulty where nobody shows the block, and what follows from the height all the same', async () => {
  const tip = { source: 'electrum', height: 840_000, hash: 'ab'.repeat(32), time: NOON } as const;
  const chain = {
    tip: () => Promise.resolve(tip),
    blockHash: (height: number) => Promise.resolve(String(height)),
    // 600 s a block.
    blockHeader: (hash: string) =>
      Promise.resolve({ hash, height: Number(hash), time: NOON - (840_000 - Number(hash)) * 600 }),
    blocks: null
  } as unknown as Parameters<typeof makeHead>[0];
  const deps = { network: () => Promise.resolve(mainNetwork), hashrate: () => Promise.resolve(1), now: () => NOON };
  const { value } = await makeHead(chain, deps, new AbortController().signal);
  expect(value).toMatchObject({ difficulty: null, subsidy: '3.12500000', secondsPerBlock: 600 });
});
