/** What waits to be mined, and the largest of what was seen waiting. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import {
  EstimatesValue,
  HistogramValue,
  MempoolValue,
  ProjectedValue,
  type mempool
} from '../../../../contract/bitcoin/mempool.ts';
import { LargeValue } from '../../../../contract/bitcoin/overview.ts';
import type { Panel } from '../../../../contract/bitcoin/panel.ts';
import { feeRateOf } from '../../../../domain/bitcoin/amounts.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import type { LargeRow } from '../statements.ts';
import { readPanels, type BitcoinReadDeps } from './panels.ts';

const DAY = 86_400;
const SHOWN = 10;

export async function readMempool(deps: BitcoinReadDeps): Promise<Answer<typeof mempool>> {
  const panels = await readPanels(deps);
  const now = panels.get('largest-now', LargeValue, same);
  const [first] = deps.isOn ? await deps.store.query('bitcoin_large_first', {}) : [];
  const firstSeen = first?.seen_at ?? null;
  const since = async (seconds: number | null): Promise<Panel<LargeValue>> => {
    if (firstSeen === null) return { ...now, value: null };
    const from = seconds === null ? 0 : deps.now() - seconds;
    const rows = await deps.store.query('bitcoin_large_since', { since: from, limit: SHOWN });
    return { ...now, state: 'ok', reason: null, source: 'own records', value: rows.map(showLarge) };
  };
  const [day, week, month, ever] = await Promise.all([since(DAY), since(7 * DAY), since(30 * DAY), since(null)]);
  return {
    mempool: panels.get('mempool', MempoolValue, same),
    histogram: panels.get('histogram', HistogramValue, same),
    projected: panels.get('projected', ProjectedValue, same),
    estimates: panels.get('estimates', EstimatesValue, same),
    largest: { now, day, week, month, ever }
  };
}

function showLarge({ txid, amount_sat: amount, fee_sat: fee, vsize, seen_at: seenAt }: LargeRow): LargeValue[number] {
  return {
    txid,
    amount: formatCoins(BigInt(amount)),
    fee: fee === null ? null : formatCoins(BigInt(fee)),
    feeRate: fee === null ? null : feeRateOf(BigInt(fee), vsize),
    vsize,
    seenAt
  };
}

const same = <T>(value: T) => value;
