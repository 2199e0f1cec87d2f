/**
 * One registration or update of an app, from whichever generation of FluxOS wrote it, reduced to what we keep.
 *
 * A message is what its hash names: it cannot do without that, its height and the name of its app. Nothing else that is
 * odd or missing costs it. Old messages call everything `zel…`, and so do some of today's.
 */
import { z } from 'zod';
import type { AppMessage } from '../../../../domain/chain.ts';
import { countField, objectField } from '../../../chains/flux/loose-fields.ts';
import { satOrNull, typeOf } from './message-fields.ts';
import { hashField, specification } from '../../../chains/flux/specification.ts';
import { heightField, txidField } from '../../../chains/flux/transaction-fields.ts';

const MAX_SAT = 2n ** 63n;
/** The year 2286: the largest that the usual 13 digits can say. */
const MAX_MS = 9_999_999_999_999;
const SECOND_MS = 1_000;

const message = z.looseObject({
  type: z.unknown().optional(),
  hash: hashField,
  timestamp: z.int().positive().max(MAX_MS).nullable().catch(null),
  txid: txidField.nullable().catch(null),
  height: countField.pipe(heightField.or(z.literal(0))),
  valueSat: z.unknown().optional()
});

/** A message in our words; an issue where a field that it cannot do without is missing or of another kind. */
export const appMessage = message.transform((read, context): AppMessage => {
  const { hash, txid, height, timestamp } = read;
  const told = [read['appSpecifications'], read['zelAppSpecifications'], read['zelAppSpecification']];
  const { data, error } = specification.safeParse(told.find((one) => objectField.safeParse(one).success));
  if (data === undefined) {
    for (const { path, message: text } of error.issues) context.addIssue(`${['spec', ...path].join('.')}: ${text}`);
    return z.NEVER;
  }
  const valueSat = satOrNull(read.valueSat);
  if (valueSat !== null && valueSat >= MAX_SAT) {
    context.addIssue('valueSat is no amount');
    return z.NEVER;
  }
  const { name, ttl, identity: _, isTermReadable: __, ...spec } = data;
  // When the network took it, minutes later, its list alone says; the census puts that in this one's place.
  const signed = timestamp === null || ttl === null ? null : Math.floor(timestamp / SECOND_MS) + ttl;
  const rest = { txid, height, valueSat, timestampMs: timestamp, appName: name };
  return { hash, type: typeOf(read.type), ...rest, ...spec, endTime: spec.endTime ?? signed };
});
