/** Blocks and transactions of mempool.space as an explorer shows them. */
import { hex } from '@scure/base';
import { describeScript } from '../../../domain/bitcoin/describe-script.ts';
import { subsidyAt } from '../../../domain/bitcoin/issue.ts';
import type { BitcoinNetwork } from '../../../domain/bitcoin/network.ts';
import type { ExplorerBlock, ExplorerTransaction } from '../../../domain/explorer.ts';
import type { RestBlock, RestTransaction } from './rest-shapes.ts';

export function readRestTransaction(told: RestTransaction, network: BitcoinNetwork): ExplorerTransaction {
  const { status } = told;
  const script = (text: string) => describeScript(hex.decode(text), network);
  return {
    txid: told.txid,
    wtxid: null,
    blockHash: status.block_hash ?? null,
    height: status.block_height ?? null,
    time: status.block_time ?? null,
    position: null,
    version: told.version,
    locktime: told.locktime,
    size: told.size,
    vsize: Math.ceil(told.weight / 4),
    weight: told.weight,
    toldFeeSat: BigInt(told.fee),
    inputs: told.vin.map(({ txid, vout, prevout, scriptsig, is_coinbase: isCoinbase, sequence }) => {
      const spent = prevout == null ? null : script(prevout.scriptpubkey);
      return {
        txid: isCoinbase ? null : txid,
        vout: isCoinbase ? null : vout,
        coinbase: isCoinbase ? (scriptsig ?? '') : null,
        sequence,
        sat: prevout == null ? null : BigInt(prevout.value),
        type: spent?.type ?? null,
        address: spent?.address ?? null
      };
    }),
    outputs: told.vout.map(({ scriptpubkey, value }, index) => ({
      index,
      sat: BigInt(value),
      script: scriptpubkey,
      ...script(scriptpubkey)
    }))
  };
}

export function readRestBlock(told: RestBlock, network: BitcoinNetwork): ExplorerBlock {
  const { extras } = told;
  return {
    height: told.height,
    hash: told.id,
    previousHash: told.previousblockhash ?? null,
    nextHash: null,
    time: told.timestamp,
    medianTime: told.mediantime ?? null,
    version: told.version,
    bits: told.bits.toString(16).padStart(8, '0'),
    difficulty: told.difficulty,
    merkleRoot: told.merkle_root,
    nonce: String(told.nonce),
    transactionCount: told.tx_count,
    size: told.size,
    weight: told.weight,
    feesSat: extras?.totalFees == null ? null : BigInt(extras.totalFees),
    subsidySat: subsidyAt(told.height, network),
    medianFeeRate: extras?.medianFee ?? null,
    outputSat: extras?.totalOutputAmt == null ? null : BigInt(extras.totalOutputAmt),
    miner: extras?.pool?.name ?? null,
    isOrphan: told.stale === true
  };
}
