/** Where the pages of a chain are. */
export type ChainName = 'flux' | 'bitcoin';

export function pathsOf(chain: ChainName) {
  const base = chain === 'flux' ? '/chain' : '/bitcoin';
  return {
    blocks: chain === 'flux' ? '/chain' : '/bitcoin/blocks',
    block: (id: string) => `${base}/block/${id}`,
    tx: (txid: string) => `${base}/tx/${txid}`,
    address: (address: string) => `${base}/address/${encodeURIComponent(address)}`
  } as const;
}
