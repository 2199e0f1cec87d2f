/** Which function answers which endpoint about agreements outside the chain. */
import * as wire from '../../../../contract/subscriptions/agreements.ts';
import { Refusal } from '../../../platform/http/problems.ts';
import { Reply, serve, type Route } from '../../../platform/http/serve.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readSubscription } from '../read/list.ts';
import { endAgreement, findAgreement, listAgreements, makeAgreement } from './agreements.ts';

const KEY_HEADER = 'Idempotency-Key';
const LONGEST_KEY = 200;

export function agreementRoutes(context: ReadContext): Route[] {
  return [
    serve(wire.agreementMade, async ({ body }, { req }) => {
      const made = await makeAgreement(context, { key: keyOf(req.get(KEY_HEADER)), body });
      switch (made.kind) {
        case 'fault': {
          const message = 'a positive decimal string such as "12.5"';
          const errors = [{ name: made.field, message }];
          throw new Refusal(400, made.fault, `${made.field}: ${message}`, {}, errors);
        }
        case 'other body':
          throw new Refusal(409, 'idempotency_conflict', `This ${KEY_HEADER} was used with another body.`);
        case 'replayed':
          return new Reply(made.agreement, { headers: { 'Idempotency-Replayed': 'true' } });
        case 'made':
          return made.agreement;
      }
    }),
    serve(wire.agreementEnded, async ({ params: { id } }) => {
      if (id.includes(':')) throw new Refusal(409, 'on_chain', 'A subscription of the chain cannot be ended here.');
      const ended = await endAgreement(context, id);
      if (ended === null) throw new Refusal(409, 'agreement_over', 'This agreement is over already.');
      return ended;
    }),
    serve(wire.agreementList, () => listAgreements(context)),
    serve(wire.streamDetail, async (input) => {
      const agreement = await findAgreement(context, input.params.id);
      return agreement ?? readSubscription(context, input);
    })
  ];
}

function keyOf(header: string | undefined): string {
  if (header !== undefined && header !== '' && header.length <= LONGEST_KEY) return header;
  const detail = `${KEY_HEADER}: 1 to ${LONGEST_KEY} characters`;
  throw new Refusal(400, 'idempotency_key_required', detail, {}, [
    { name: KEY_HEADER, message: 'missing or too long' }
  ]);
}
