/**
 * One transaction as the simulator holds it. Content never changes after it was made; its place (height, position, state)
 * and which later transaction spent an output do. Amounts are whole satoshi, far below 2^53.
 */

export interface Input {
  txid: string;
  vout: number;
  valueSat: number;
  address: string;
}

export interface Output {
  valueSat: number;
  /** null for data outputs. */
  address: string | null;
  /** Script. */
  hex: string;
  /** Serial of the transaction that spends it, -1 while unspent. */
  spentBy: number;
}

/** `transparent` has inputs with addresses; a coinbase has none, a shielded payer no inputs at all. */
type Payer = 'transparent' | 'coinbase' | 'shielded';

export interface Transaction {
  serial: number;
  txid: string;
  payer: Payer;
  vin: Input[];
  vout: Output[];
  /** The daemon leaves address and value out of the inputs, so that a client has to fetch the previous transaction. */
  hidesInputs: boolean;
  /** The app message that it pays for, -1 for none of its own. */
  message: number;
  state: 'pending' | 'mined' | 'dropped';
  /** Meaningful while mined. */
  height: number;
  /** Place within its block; 0 is the coinbase. */
  position: number;
}

/** Every address it touches, each once. */
export function addressesOf(transaction: Transaction): Set<string> {
  const addresses = new Set<string>();
  for (const input of transaction.vin) addresses.add(input.address);
  for (const output of transaction.vout) if (output.address !== null) addresses.add(output.address);
  return addresses;
}

/** Receipts minus spends of an address, in satoshi. */
export function balanceChange(transaction: Transaction, address: string): { received: number; sent: number } {
  let received = 0;
  let sent = 0;
  for (const output of transaction.vout) if (output.address === address) received += output.valueSat;
  for (const input of transaction.vin) if (input.address === address) sent += input.valueSat;
  return { received, sent };
}

/** What the outputs pay to the addresses that apps are paid at. */
export function paidSat(outputs: { address: string | null; valueSat: number }[]): number {
  const appAddresses = ['t3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX', 't3aGJvdtd8NR6GrnqnRuVEzH6MbrXuJFLUX'];
  const paid = outputs.filter(({ address }) => address !== null && appAddresses.includes(address));
  return paid.reduce((sum, { valueSat }) => sum + valueSat, 0);
}
