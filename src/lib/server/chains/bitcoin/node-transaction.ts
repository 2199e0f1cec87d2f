/** A transaction as a node describes it, as an explorer shows it. */
import { hex } from '@scure/base';
import { satOfCoins } from '../../../domain/bitcoin/amounts.ts';
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import { describeScript } from '../../../domain/bitcoin/describe-script.ts';
import type { ExplorerInput, ExplorerOutput, ExplorerTransaction } from '../../../domain/explorer.ts';
import type { NodeTransaction } from './node-shapes.ts';

/** Where it stands, which the node tells apart from its content. */
export interface Place {
  blockHash: string;
  height: number;
  time: number;
  position: number | null;
}

export function readNodeTransaction(
  told: NodeTransaction,
  network: BitcoinNetwork,
  place: Place | null
): ExplorerTransaction {
  return {
    txid: told.txid,
    wtxid: told.hash,
    blockHash: place?.blockHash ?? null,
    height: place?.height ?? null,
    time: place?.time ?? null,
    position: place?.position ?? null,
    version: told.version,
    locktime: told.locktime,
    size: told.size,
    vsize: told.vsize,
    weight: told.weight,
    toldFeeSat: told.fee === undefined ? null : satOfCoins(told.fee),
    inputs: told.vin.map((input) => readInput(input, network)),
    outputs: told.vout.map((output, index) => readOutput(output, index, network))
  };
}

function readInput(told: NodeTransaction['vin'][number], network: BitcoinNetwork): ExplorerInput {
  const { prevout } = told;
  const script = prevout == null ? null : describeScript(hex.decode(prevout.scriptPubKey.hex), network);
  return {
    txid: told.txid ?? null,
    vout: told.vout ?? null,
    coinbase: told.coinbase ?? null,
    sequence: told.sequence ?? null,
    sat: prevout == null ? null : satOfCoins(prevout.value),
    type: script?.type ?? null,
    address: script?.address ?? null
  };
}

function readOutput(
  { value, n, scriptPubKey }: NodeTransaction['vout'][number],
  index: number,
  network: BitcoinNetwork
): ExplorerOutput {
  const script = scriptPubKey === undefined ? null : describeScript(hex.decode(scriptPubKey.hex), network);
  return {
    index: n ?? index,
    sat: value === undefined ? null : satOfCoins(value),
    type: script?.type ?? 'hidden',
    address: script?.address ?? null,
    script: scriptPubKey?.hex ?? '',
    detail: script?.detail ?? null
  };
}
