/**
 * The specification of an app, from whichever generation of FluxOS wrote it, reduced to what we keep.
 *
 * Everything a customer would call private (environment, commands, contacts, secrets, the encrypted blob) is dropped
 * here and reaches no other module. Specs v1-v3 describe one container at the top level, later ones a list; an encrypted
 * v8 spec has an empty list and only says that it is encrypted.
 */
import { z } from 'zod';
import type { AppComponent } from '../../domain/chain.ts';
import { MAX_COUNT } from './transaction-fields.ts';

/** Hash of a message. */
export const hashField = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected 64 hex digits')
  .transform((hash) => hash.toLowerCase());
const count = z.int().nonnegative().max(MAX_COUNT);
const amount = z.union([
  z.number().nonnegative(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
]);
const resources = { repotag: z.string(), cpu: amount, ram: amount, hdd: amount };
const namedResources = z.object({ name: z.string(), ...resources });
const flat = z.object(resources).transform((only) => [readComponent({ name: '', ...only })]);
const component = namedResources.transform(readComponent);
const composed = z.object({ compose: z.array(component) }).transform(({ compose }) => compose);

/** `instances` and `expire` are null where the spec's version has no such field. */
export const specification = z
  .looseObject({
    version: z.int().positive().max(MAX_COUNT),
    name: z.string().min(1),
    owner: z.string(),
    instances: count.nullish(),
    expire: count.nullish(),
    geolocation: z.array(z.string()).nullish(),
    enterprise: z.string().nullish()
  })
  .transform((spec, context) => {
    const { data, error } = (spec.version < 4 ? flat : composed).safeParse(spec);
    if (data === undefined) {
      context.issues.push(
        ...error.issues.map(({ path, message }) => ({ code: 'custom', path, message, input: spec }) as const)
      );
      return z.NEVER;
    }
    const { name, owner, version, instances, expire, geolocation, enterprise } = spec;
    return {
      name,
      owner,
      specVersion: version,
      components: data,
      instances: instances ?? null,
      expire: expire ?? null,
      geolocation: geolocation ?? [],
      isEncrypted: (enterprise ?? '') !== ''
    };
  });

function readComponent({ name, repotag, cpu, ram, hdd }: z.infer<typeof namedResources>): AppComponent {
  return { name, repotag, cpu, ramMb: ram, hddGb: hdd };
}
