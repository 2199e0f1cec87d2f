/** Links to the public explorer of the Flux chain. Links only: a page never loads anything from there. */
import { fluxProfile } from '../../domain/chain-profile.ts';

const { explorer } = fluxProfile;

export function transactionUrl(txid: string): string {
  return `${explorer}/tx/${encodeURIComponent(txid)}`;
}

export function addressUrl(address: string): string {
  return `${explorer}/address/${encodeURIComponent(address)}`;
}

export function blockUrl(height: number): string {
  return `${explorer}/block/${height}`;
}
