/** What inputs spend, looked up in the transactions that made it. What cannot be had stays unknown. */
import type { ExplorerInput, ExplorerTransaction } from '../../../domain/explorer.ts';

/** `ask` answers in the order of its txids; null for one that the source does not have. */
export async function fillInputs(
  transactions: ExplorerTransaction[],
  ask: (txids: string[]) => Promise<(ExplorerTransaction | null)[]>
): Promise<ExplorerTransaction[]> {
  const isOpen = ({ sat, txid }: ExplorerInput) => sat === null && txid !== null;
  const open = transactions.flatMap(({ inputs }) => inputs.filter(isOpen));
  const txids = [...new Set(open.flatMap(({ txid }) => txid ?? []))];
  if (txids.length === 0) return transactions;
  const told = await ask(txids);
  const byId = new Map(txids.map((txid, place) => [txid, told[place] ?? null]));
  return transactions.map((transaction) => ({
    ...transaction,
    inputs: transaction.inputs.map((input) => (isOpen(input) ? filledFrom(input, byId) : input))
  }));
}

function filledFrom(input: ExplorerInput, byId: Map<string, ExplorerTransaction | null>): ExplorerInput {
  const output = byId.get(input.txid ?? '')?.outputs.find(({ index }) => index === input.vout);
  if (output === undefined) return input;
  return { ...input, sat: output.sat, type: output.type, address: output.address };
}
