/**
 * An own node and an Electrum server over the simulated Bitcoin, in a process of their own, which is not part of what is
 * measured: transactions of many inputs, and addresses of long histories. Prints where they listen and what to ask as JSON.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BitcoinLedger } from '../../simulator/bitcoin/ledger.ts';
import { BitcoinRpc, RPC_USER } from '../../simulator/bitcoin/rpc.ts';
import { ElectrumServer, scriptHash } from '../../simulator/bitcoin/electrum.ts';
import { scriptOf } from '../../simulator/bitcoin/scripts.ts';
import { Clock } from '../../simulator/clock.ts';
import { addressOf } from '../../src/lib/domain/bitcoin/addresses.ts';
import { mainNetwork } from '../../src/lib/domain/bitcoin/network.ts';
import { endWithParent } from '../store/end-with-parent.ts';

export interface BenchedBitcoin {
  /** The product's variables. */
  env: Record<string, string>;
  txids: string[];
  addresses: string[];
}

const ASKED = 100;
const INPUTS = 100;
const FEE_SAT = 1_000;
const HISTORY = 10_000;

endWithParent.start();
const ledger = new BitcoinLedger(1, new Clock(Math.floor(Date.now() / 1_000), false));
const consolidations = Array.from({ length: ASKED }, () => ledger.consolidate(INPUTS, FEE_SAT));
const txids = consolidations.map(({ txid }) => txid);
const rpc = new BitcoinRpc(ledger);
const node = createServer((request, response) => {
  void rpc.answer(request).then(({ status, body, type = 'application/json' }) => {
    response.writeHead(status, { 'content-type': type }).end(body as string);
  });
}).listen(0, '127.0.0.1');
await once(node, 'listening');
const electrum = new ElectrumServer(ledger);
const electrumUrl = await electrum.listen();
process.once('SIGTERM', () => process.exit(0));

const told: BenchedBitcoin = {
  env: {
    BITCOIN_RPC_URL: `http://127.0.0.1:${(node.address() as AddressInfo).port}`,
    BITCOIN_RPC_USER: RPC_USER,
    BITCOIN_RPC_PASSWORD: RPC_USER,
    BITCOIN_ELECTRUM_URL: electrumUrl
  },
  txids,
  addresses: Array.from({ length: ASKED }, (_, at) => longAddress(at))
};
console.log(JSON.stringify(told));

/** The first page is made of payments that the chain has, of one input each; the rest of the history is only counted. */
function longAddress(at: number): string {
  const script = scriptOf('p2wpkh', `long ${at}`);
  const known = (consolidations[at]?.inputs ?? []).map(({ txid }) => ({ tx_hash: txid, height: ledger.tip }));
  const older = Array.from({ length: HISTORY - known.length }, (_, nth) => ({
    tx_hash: nth.toString(16).padStart(64, '0'),
    height: nth + 1
  }));
  electrum.histories.set(scriptHash(script), [...older, ...known]);
  return addressOf(script, mainNetwork) ?? '';
}
