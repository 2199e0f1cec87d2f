/**
 * One registration or update of an app, from whichever generation of FluxOS wrote it, reduced to what we keep.
 *
 * Everything a customer would call private (environment, commands, contacts, secrets, the encrypted blob) is dropped
 * here and reaches no other module. Old messages call everything `zel…`; specs v1-v3 describe one container at the top
 * level, later ones a list; an encrypted v8 spec has an empty list and only says that it is encrypted.
 */
import { z } from 'zod';
import type { AppMessage } from '../../domain/chain.ts';
import { txidField } from './transaction-fields.ts';

const hashField = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected 64 hex digits')
  .transform((hash) => hash.toLowerCase());
const amount = z.union([
  z.number().nonnegative(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
]);
const resources = { repotag: z.string(), cpu: amount, ram: amount, hdd: amount };
const component = z.object({ name: z.string(), ...resources });
const flat = z.object(resources).transform((only) => [{ name: '', ...only }]);
const composed = z.object({ compose: z.array(component) }).transform(({ compose }) => compose);

const specification = z
  .looseObject({
    version: z.int().positive(),
    name: z.string().min(1),
    owner: z.string(),
    instances: z.int().nonnegative().nullish(),
    expire: z.int().nonnegative().nullish(),
    geolocation: z.array(z.string()).nullish(),
    enterprise: z.string().nullish()
  })
  .transform((spec, context) => {
    const { data, error } = (spec.version < 4 ? flat : composed).safeParse(spec);
    if (data !== undefined) return { ...spec, components: data };
    context.issues.push(
      ...error.issues.map(({ path, message }) => ({ code: 'custom', path, message, input: spec }) as const)
    );
    return z.NEVER;
  });

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
  height: z.int().nonnegative(),
  valueSat: z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(BigInt)
});

/** A message in our words; an issue where a field that we keep is missing or of another kind. */
export const appMessage = message.transform((read, context): AppMessage => {
  const spec = read.appSpecifications ?? read.zelAppSpecifications ?? read.zelAppSpecification;
  if (spec === undefined) {
    context.addIssue('has no specification');
    return z.NEVER;
  }
  return {
    hash: read.hash,
    type: read.type,
    txid: read.txid,
    height: read.height,
    valueSat: read.valueSat,
    timestampMs: read.timestamp,
    appName: spec.name,
    owner: spec.owner,
    specVersion: spec.version,
    components: spec.components.map(({ name, repotag, cpu, ram, hdd }) => ({
      name,
      repotag,
      cpu,
      ramMb: ram,
      hddGb: hdd
    })),
    instances: spec.instances ?? null,
    expire: spec.expire ?? null,
    geolocation: spec.geolocation ?? [],
    isEncrypted: (spec.enterprise ?? '') !== ''
  };
});
