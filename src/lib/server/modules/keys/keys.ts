/**
 * Keys of programs: made, listed, revoked, and recognised.
 *
 * What is known of a key holds for KEY_MS: so every replica refuses a revoked key within a second (the edge keeps its own word for
 * as long once more). A key in use is looked up again before that, while its requests go on. What was presented is remembered by its hash only. When a key
 * was last used is written down once a minute.
 */
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import * as z from 'zod';
import { scopes, type Scope } from '../../../contract/kit/endpoint.ts';
import type { ApiKey } from '../../../contract/keys/keys.ts';
import { planNames, plans, type PlanName } from '../../../domain/usage/plans.ts';
import { BadRequest, NotFound } from '../../platform/errors.ts';
import { KEY_MS, type KeyRing } from '../../platform/http/auth/api-key.ts';
import type { Store } from '../../platform/store/store.ts';
import { hashOf, isKeyText, isSameHash, newKey, prefixOf } from './key-text.ts';
import type { KeyMonths } from './month.ts';
import type { KeyRow } from './statements.ts';

export interface NewKey {
  name: string;
  scopes: Scope[];
  plan: PlanName;
  /** Unix seconds; null: never. */
  expiresAt: number | null;
}

export interface Keys extends KeyRing {
  list(): Promise<ApiKey[]>;
  /** @throws BadRequest when it would have expired already */
  create(wanted: NewKey): Promise<{ key: string; shown: ApiKey }>;
  /** @throws NotFound */
  revoke(id: string): Promise<ApiKey>;
}

export interface KeysDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  log: Logger;
  months: Pick<KeyMonths, 'of' | 'count'>;
  /** Milliseconds, monotonic. */
  clock?: () => number;
}

interface Verdict {
  /** Of the monotonic clock, ms. */
  at: number;
  row: Promise<KeyRow | null>;
  isRenewing: boolean;
}

const TOUCH_MS = 60_000;
const MAX_KNOWN = 10_000;
const Stored = { scopes: z.array(z.enum(scopes)), plan: z.enum(planNames) };

export function createKeys({ store, now, log, months, clock = () => performance.now() }: KeysDeps): Keys {
  const verdicts = new LRUCache<string, Verdict>({ max: MAX_KNOWN });
  const used = new Map<string, { at: number }>();
  let touchedAt = clock();

  const lookUp = async (key: string, hash: string): Promise<KeyRow | null> => {
    const rows = await store.query('api_keys_by_prefix', { prefix: prefixOf(key) });
    return rows.find((row) => isSameHash(row.hash, hash)) ?? null;
  };

  function verdictOn(key: string): Promise<KeyRow | null> {
    const hash = hashOf(key);
    const known = verdicts.get(hash);
    const age = known === undefined ? KEY_MS : clock() - known.at;
    if (known === undefined || age >= KEY_MS) {
      const asked = { at: clock(), row: lookUp(key, hash), isRenewing: false };
      verdicts.set(hash, asked);
      asked.row.catch(() => verdicts.delete(hash));
      return asked.row;
    }
    if (age >= KEY_MS / 2 && !known.isRenewing) void renew(key, hash, known);
    return known.row;
  }

  /** A look-up that fails changes nothing: what is known holds to its end, and whoever asks then is told. */
  async function renew(key: string, hash: string, known: Verdict): Promise<void> {
    known.isRenewing = true;
    const at = clock();
    const row = await lookUp(key, hash).catch(() => undefined);
    // Forgotten meanwhile: some key was revoked, perhaps this one.
    if (row !== undefined && verdicts.get(hash) === known) {
      verdicts.set(hash, { at, row: Promise.resolve(row), isRenewing: false });
    }
  }

  /** A use that is not written down is none that anybody waits for. */
  function note(id: string): void {
    used.set(id, { at: now() - (now() % 60) });
    if (clock() - touchedAt < TOUCH_MS) return;
    touchedAt = clock();
    store
      .query('touch_api_keys', { used: Object.fromEntries(used) })
      .catch((err: unknown) => log.warn({ err }, 'last use of keys not written'));
    used.clear();
  }

  return {
    async identify(text) {
      const row = isKeyText(text) ? await verdictOn(text) : null;
      if (row === null || stateOf(row, now()) !== 'active') return null;
      note(row.id);
      const plan = plans[planOf(row)];
      return { id: row.id, scopes: allowedBy(row), plan, month: await months.of(row.id, plan.perMonth) };
    },
    count: (id, answered) => months.count(id, answered),
    list: async () => (await store.query('api_keys_list', {})).map((row) => shownOf(row, now())),
    async create({ name, scopes: allowed, plan, expiresAt }) {
      if (expiresAt !== null && expiresAt <= now()) {
        throw new BadRequest('expiresAt: a time to come, in unix seconds', [
          { name: 'expiresAt', message: 'a time to come, in unix seconds' }
        ]);
      }
      const key = newKey();
      const row = {
        id: randomUUID(),
        name,
        prefix: prefixOf(key),
        hash: hashOf(key),
        scopes: JSON.stringify(allowed),
        plan,
        created_at: now(),
        expires_at: expiresAt
      };
      await store.query('add_api_key', row);
      return { key, shown: shownOf({ ...row, revoked_at: null, last_used_at: null }, now()) };
    },
    async revoke(id) {
      const [row] = await store.query('revoke_api_key', { id, now: now() });
      if (row === undefined) throw new NotFound('There is no such key.');
      verdicts.clear();
      return shownOf(row, now());
    }
  };
}

function stateOf({ revoked_at, expires_at }: KeyRow, now: number): ApiKey['state'] {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && expires_at <= now ? 'expired' : 'active';
}

const allowedBy = (row: KeyRow): Scope[] => Stored.scopes.parse(JSON.parse(row.scopes));
const planOf = (row: KeyRow): PlanName => Stored.plan.parse(row.plan);

function shownOf(row: KeyRow, now: number): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: allowedBy(row),
    plan: planOf(row),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    // Written by the minute, which may have begun before the key was made.
    lastUsedAt: row.last_used_at === null ? null : Math.max(row.last_used_at, row.created_at),
    state: stateOf(row, now)
  };
}
