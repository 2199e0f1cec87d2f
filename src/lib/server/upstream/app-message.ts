/**
 * One registration or update of an app, from whichever generation of FluxOS wrote it, reduced to what we keep.
 *
 * Old messages call everything `zel…`. What is private in a specification is dropped by its schema.
 */
import { z } from 'zod';
import type { AppMessage } from '../../domain/chain.ts';
import { hashField, specification } from './specification.ts';
import { MAX_COUNT, txidField } from './transaction-fields.ts';

const types = {
  fluxappregister: 'register',
  zelappregister: 'register',
  fluxappupdate: 'update',
  zelappupdate: 'update'
} as const;

const message = z.object({
  type: z.enum(['fluxappregister', 'zelappregister', 'fluxappupdate', 'zelappupdate']).transform((type) => types[type]),
  appSpecifications: specification.optional(),
  zelAppSpecifications: specification.optional(),
  zelAppSpecification: specification.optional(),
  hash: hashField,
  timestamp: z.int().positive(),
  txid: txidField,
  height: z.int().nonnegative().max(MAX_COUNT),
  valueSat: z
    .union([z.int().nonnegative(), z.string().regex(/^\d+$/)])
    .transform(BigInt)
    .refine((sat) => sat < 2n ** 63n)
});

/** A message in our words; an issue where a field that we keep is missing or of another kind. */
export const appMessage = message.transform((read, context): AppMessage => {
  const found = read.appSpecifications ?? read.zelAppSpecifications ?? read.zelAppSpecification;
  if (found === undefined) {
    context.addIssue('has no specification');
    return z.NEVER;
  }
  const { hash, type, txid, height, valueSat, timestamp } = read;
  const { name, ...spec } = found;
  return { hash, type, txid, height, valueSat, timestampMs: timestamp, appName: name, ...spec };
});
