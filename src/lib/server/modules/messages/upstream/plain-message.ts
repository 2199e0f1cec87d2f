/**
 * Messages of the usual kind, read without the schema: nearly all of 70,000 are, and the schema takes ten times as long and
 * leaves ten times the garbage.
 *
 * It takes only what is beyond doubt. Everything else is null and goes to the schema (app-message.ts), which alone decides
 * what is read loosely and what cannot be read; of what both read they must tell the same, which a test compares.
 */
import type { AppComponent, AppMessage } from '../../../../domain/chain.ts';
import { satOrNull, typeOf } from './message-fields.ts';
import { isObject, isPlainAmount, isPlainCount, isText, type JsonObject } from '../../../chains/flux/plain-fields.ts';
import { geolocationOf } from '../../../chains/flux/specification.ts';
import { TXID } from '../../../chains/flux/transaction-fields.ts';

/** v9 tells components and terms in another way. */
const NEWEST_PLAIN_VERSION = 8;
const FIRST_LISTED_VERSION = 4;
const MAX_MS = 9_999_999_999_999;

/** What the schema would read; null: the schema must look. */
export function readPlainMessage(told: unknown): AppMessage | null {
  if (!isObject(told)) return null;
  const { hash, txid, height, timestamp } = told;
  const spec = [told['appSpecifications'], told['zelAppSpecifications'], told['zelAppSpecification']].find(isObject);
  if (spec === undefined || !isText(hash) || !TXID.test(hash) || !isText(txid) || !TXID.test(txid)) return null;
  if (!isPlainCount(height) || !isPlainCount(timestamp, MAX_MS) || timestamp === 0) return null;
  const valueSat = told['valueSat'] ?? null;
  if (valueSat !== null && !Number.isSafeInteger(valueSat)) return null;
  const content = readPlainSpec(spec);
  if (content === null) return null;
  return {
    hash,
    type: typeOf(told['type']),
    txid,
    height,
    valueSat: satOrNull(valueSat),
    timestampMs: timestamp,
    endTime: null,
    ...content
  };
}

function readPlainSpec(spec: JsonObject): Omit<AppMessage, keyof Envelope> | null {
  const { version, name, owner, enterprise } = spec;
  const [instances, expire] = [spec['instances'] ?? null, spec['expire'] ?? null];
  if (!isPlainCount(version, NEWEST_PLAIN_VERSION) || version === 0) return null;
  if (!isText(name) || name === '' || !isText(owner)) return null;
  if ((instances !== null && !isPlainCount(instances)) || (expire !== null && !isPlainCount(expire))) return null;
  if ((spec['ttl'] ?? null) !== null || (spec['encrypted'] ?? null) !== null) return null;
  const components = version < FIRST_LISTED_VERSION ? flat(spec) : listed(spec['compose']);
  if (components === null) return null;
  return {
    appName: name,
    owner,
    specVersion: version,
    components,
    instances,
    expire,
    geolocation: geolocationOf({ geolocation: spec['geolocation'], placement: spec['placement'] }, version),
    isEncrypted: isText(enterprise) && enterprise !== ''
  };
}

type Envelope = Pick<AppMessage, 'hash' | 'type' | 'txid' | 'height' | 'valueSat' | 'timestampMs' | 'endTime'>;

function flat(spec: JsonObject): AppComponent[] | null {
  const only = readComponent(spec, '');
  return only === null ? null : [only];
}

function listed(compose: unknown): AppComponent[] | null {
  if (!Array.isArray(compose)) return null;
  const components: AppComponent[] = [];
  for (const told of compose as unknown[]) {
    const read = isObject(told) && isText(told['name']) ? readComponent(told, told['name']) : null;
    if (read === null) return null;
    components.push(read);
  }
  return components;
}

function readComponent(told: JsonObject, name: string): AppComponent | null {
  const { repotag, cpu, ram, hdd } = told;
  if (!isText(repotag) || !isPlainAmount(cpu) || !isPlainAmount(ram) || !isPlainAmount(hdd)) return null;
  return { name, repotag, cpu, ramMb: ram, hddGb: hdd };
}
