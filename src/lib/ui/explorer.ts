/** Links to the public explorer of the Flux chain. Links only: a page never loads anything from there. */
const EXPLORER = 'https://explorer.runonflux.io';

export function transactionUrl(txid: string): string {
  return `${EXPLORER}/tx/${encodeURIComponent(txid)}`;
}

export function addressUrl(address: string): string {
  return `${EXPLORER}/address/${encodeURIComponent(address)}`;
}

export function blockUrl(height: number): string {
  return `${EXPLORER}/block/${height}`;
}
