/** What a transaction of Flux is to the product: a payment, for an app, in its subscriptions, by a payer. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/chain/flux.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import type { ReadContext } from '../../ledger/module.ts';

type About = Answer<typeof wire.transaction>['about'];

export async function aboutTransaction(context: ReadContext, txid: string): Promise<About> {
  const payment = await context.paymentOf(txid);
  if (payment === undefined) return [];
  const { app_name: app, from_address: payer, amount_sat: sat } = payment;
  const about: About = [
    {
      kind: 'payment',
      title: `${formatFlux(BigInt(sat))} FLUX on ${payment.date}`,
      path: `/transactions?search=${txid}`
    }
  ];
  if (app !== null) {
    const name = encodeURIComponent(app);
    about.push({ kind: 'app', title: app, path: `/apps/${name}` });
    about.push({ kind: 'subscription', title: `Subscriptions of ${app}`, path: `/subscriptions?app=${name}` });
  }
  if (payer !== null) about.push({ kind: 'payer', title: payer, path: `/payers/${encodeURIComponent(payer)}` });
  return about;
}
