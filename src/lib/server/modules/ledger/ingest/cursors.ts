/** Every tracked address with the height up to which it is known; one that was never read starts before the chain. */
import type { IngestDeps } from './deps.ts';

export async function readCursors({ store, rules }: IngestDeps): Promise<Map<string, number>> {
  const rows = await store.query('sync_cursors', {});
  const known = new Map(rows.map(({ address, height }) => [address, height]));
  return new Map([...rules.tracked].map((address) => [address, known.get(address) ?? 0]));
}
