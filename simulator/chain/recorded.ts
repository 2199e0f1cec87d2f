/** The one payment of the real chain that is written down in full (facts 13.1), so that nothing can overrule it. */
import { payTo, platform, tracked } from './addresses.ts';
import { noteScript } from './op-return.ts';
import type { Transaction } from './transactions.ts';

export const recordedHeight = 2_998_352;
export const recordedHash = '4a474ea9e79e7ba84ec93651b1ea13b979d413508d7cef9662c9cc14cce5bd85';

export function recordedPayment(serial: number, place: { message: number; previousTxid: string }): Transaction {
  const output = (address: string, valueSat: number) => ({ address, valueSat, hex: payTo(address), spentBy: -1 });
  return {
    serial,
    txid: 'fec696997a6159a1632ae6c1a2af8897e382a3008c1824e1776db22a0f380d45',
    payer: 'transparent',
    vin: [{ txid: place.previousTxid, vout: 1, valueSat: 55_104_000_000, address: platform }],
    vout: [
      output(tracked, 2_593_000_000),
      output(platform, 52_511_000_000),
      { address: null, valueSat: 0, hex: noteScript(recordedHash), spentBy: -1 }
    ],
    hidesInputs: false,
    message: place.message,
    state: 'pending',
    height: 0,
    position: 0
  };
}
