/**
 * The specification of an app, from whichever generation of FluxOS wrote it, reduced to what we keep.
 *
 * What is common to all (name, owner, version, instances) is read whatever the rest is; a content of a kind that is not
 * known is null and takes nothing down with it. Everything a customer would call private (environment, commands,
 * contacts, secrets, the encrypted part) is dropped here and reaches no other module.
 *
 * v1-v3 describe one container at the top level, v4-v8 a list, v9 an object by name; an encrypted one has none of them.
 */
import { z } from 'zod';
import type { AppComponent } from '../../../domain/chain.ts';
import { amountOrNull, countField, countOrNull, objectField, secondsOrNull, textOrEmpty } from './loose-fields.ts';

/** Hash of a message. */
export const hashField = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected 64 hex digits')
  .transform((hash) => hash.toLowerCase());

/** The newest version whose content is known. */
const NEWEST_KNOWN_VERSION = 9;

const sizes = { cpu: amountOrNull, ram: amountOrNull, hdd: amountOrNull };
const flat = z
  .looseObject({ repotag: z.string(), ...sizes })
  .transform((only) => [readComponent({ ...only, name: '' })]);
const component = z.looseObject({ name: z.string(), repotag: textOrEmpty, ...sizes }).transform(readComponent);
const listed = z.object({ compose: z.array(component) }).transform(({ compose }) => compose);
/** `persistentStorage` is a disk of its own beside the container's. */
const namedComponent = z
  .looseObject({
    image: textOrEmpty,
    cpu: amountOrNull,
    memory: amountOrNull,
    rootFsGb: amountOrNull,
    persistentStorage: z.object({ sizeGb: amountOrNull }).nullish()
  })
  .transform(({ image, cpu, memory, rootFsGb, persistentStorage }) => {
    const disks = [rootFsGb, persistentStorage ? persistentStorage.sizeGb : 0];
    const hddGb = disks.reduce((sum, disk) => (sum === null || disk === null ? null : sum + disk), 0);
    return { repotag: image, cpu, ramMb: memory, hddGb };
  });
const named = z
  .object({ components: z.record(z.string(), namedComponent) })
  .transform(({ components }) => Object.entries(components).map(([name, content]) => ({ name, ...content })));

const common = z.looseObject({
  version: countOrNull,
  name: z.string().min(1),
  owner: textOrEmpty,
  instances: countOrNull,
  expire: z.unknown().optional(),
  ttl: secondsOrNull,
  registeredAt: secondsOrNull,
  identity: z
    .string()
    .regex(/^[0-9a-z]{6,64}$/i)
    .nullable()
    .catch(null)
});

/** `endTime` of one that states a `ttl` alone is null; `ttl` tells. */
export const specification = common.transform((spec, context) => {
  const { name, owner, version, ttl, registeredAt, identity } = spec;
  const expire = readExpire(spec.expire, version);
  if (expire === 'too large') {
    context.addIssue('expire is no number of blocks');
    return z.NEVER;
  }
  const hasTime = ttl !== null && !isCountedInBlocks(version);
  const isEncrypted = isSealed(spec);
  return {
    name,
    owner,
    specVersion: version,
    components: componentsOf(spec, { version, isEncrypted }),
    instances: spec.instances,
    expire: hasTime || expire === 'unreadable' ? null : expire,
    isTermReadable: hasTime || expire !== 'unreadable',
    ttl: hasTime ? ttl : null,
    endTime: hasTime && registeredAt !== null ? registeredAt + ttl : null,
    geolocation: geolocationOf(spec, version),
    isEncrypted,
    identity
  };
});

type Common = z.infer<typeof common>;

function isCountedInBlocks(version: number | null): boolean {
  return version !== null && version < NEWEST_KNOWN_VERSION;
}

/** Boolean `false` was written by a web form: only a text hides something, or since v9 an object. */
function isSealed({ enterprise, encrypted }: Common): boolean {
  const hasText = typeof enterprise === 'string' && enterprise !== '';
  return hasText || objectField.safeParse(encrypted).success;
}

function componentsOf(
  spec: Common,
  { version, isEncrypted }: { version: number | null; isEncrypted: boolean }
): AppComponent[] | null {
  const kind = kindOf(version);
  const read = kind === null ? undefined : kind.safeParse(spec).data;
  if (read !== undefined) return read;
  return isEncrypted ? [] : null;
}

function kindOf(version: number | null) {
  if (version === null || version > NEWEST_KNOWN_VERSION) return null;
  if (version === NEWEST_KNOWN_VERSION) return named;
  return version < 4 ? flat : listed;
}

/** Absent or null is the default of its time; another kind than a number is unknown. */
function readExpire(told: unknown, version: number | null): number | null | 'unreadable' | 'too large' {
  if (told === undefined || told === null) return null;
  const read = countField.safeParse(told).data;
  if (read !== undefined) return read;
  return typeof told === 'number' && isCountedInBlocks(version) ? 'too large' : 'unreadable';
}

/** Since v9 it is told in another way, which is not read; where none is told, anywhere will do. */
export function geolocationOf(
  { geolocation, placement }: { geolocation?: unknown; placement?: unknown; [other: string]: unknown },
  version: number | null
): string[] | null {
  const isOfKnownKind = version !== null && version <= NEWEST_KNOWN_VERSION;
  if (Array.isArray(geolocation))
    return geolocation.filter((place): place is string => typeof place === 'string' && place !== '');
  if (isOfKnownKind && (geolocation ?? null) === null && (placement ?? null) === null) return [];
  return null;
}

interface Told {
  name: string;
  repotag: string;
  cpu: number | null;
  ram: number | null;
  hdd: number | null;
}

function readComponent({ name, repotag, cpu, ram, hdd }: Told): AppComponent {
  return { name, repotag, cpu, ramMb: ram, hddGb: hdd };
}
