/** A transaction as the address index of the daemon splits it: one row per output to and input from the address. */
import type { Transaction } from '../chain/transactions.ts';

export interface Delta {
  address: string;
  blockindex: number;
  height: number;
  index: number;
  satoshis: number;
  txid: string;
}

export function addressDeltas(transaction: Transaction, address: string): Delta[] {
  const { txid, height, position: blockindex } = transaction;
  const row = (index: number, satoshis: number) => ({ address, blockindex, height, index, satoshis, txid });
  return [
    ...transaction.vin.flatMap((input, index) => (input.address === address ? [row(index, -input.valueSat)] : [])),
    ...transaction.vout.flatMap((output, index) => (output.address === address ? [row(index, output.valueSat)] : []))
  ];
}
