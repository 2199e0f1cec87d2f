/** How the own node is. */
import type { NodeValue } from '../../../../contract/bitcoin/overview.ts';
import type { NodeStatus } from '../../../chains/bitcoin/node-status.ts';

export async function makeNode(
  node: Pick<NodeStatus, 'state'>,
  signal: AbortSignal
): Promise<{ source: 'node'; value: NodeValue }> {
  const { version, peers, inbound, outbound, isPruned, prunedBelow, headers } = await node.state(signal);
  return { source: 'node', value: { version, peers, inbound, outbound, isPruned, prunedBelow, headers } };
}
