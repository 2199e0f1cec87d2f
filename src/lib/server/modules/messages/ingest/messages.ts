/**
 * App messages: the complete dump once, single hashes afterwards.
 *
 * The dump counts only when it was read to its end; what it does not hold was unknown when it was asked for. A dump that
 * broke off leaves what it brought and is taken again, later each time.
 */
import { isToCome } from '../../../../domain/time/ages.ts';
import type { AppMessage } from '../../../../domain/chain.ts';
import { StoreError, UpstreamError } from '../../../platform/errors.ts';
import type { AppMessageRow } from '../../../platform/store/rows.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import type { AppMessages } from '../upstream/ports.ts';
import { type NewIngestStatus, readStatus, statusEntries } from '../../../platform/store/documents/ingest-status.ts';
import { createToldHeights, type ToldHeights } from './told-heights.ts';

const FIRST_PAUSE_SECONDS = 20;
const LONGEST_PAUSE_SECONDS = 1800;

/** When hashes without a message were last asked for; kept by the process, so that it does not ask every minute all day. */
export type AskedHashes = Map<string, number>;

export interface MessageLoader {
  /** Single hashes that were asked for. */
  asked: AskedHashes;
  /** Takes the dump unless it was taken before or is paused after a failure; true when it is complete. */
  ensureDump(run: Run): Promise<boolean>;
  /** Resolves when a dump that is being taken has come to payments of this height, or there is none. */
  reached: ToldHeights['reached'];
  /** How long a first sync keeps payments that it has read until the dump has come to them. */
  patienceMs: number;
  /** How often payments are read while the dump is on its way. */
  followEveryMs: number;
}

export interface MessageDeps extends TimedDeps {
  appMessages: AppMessages;
}

/** Longer than a dump takes from a source in health. */
const PATIENCE_MS = 20_000;
const FOLLOW_EVERY_MS = 60_000;

export function createMessageLoader(
  deps: MessageDeps,
  { patienceMs = PATIENCE_MS, followEveryMs = FOLLOW_EVERY_MS } = {}
): MessageLoader {
  let pause = FIRST_PAUSE_SECONDS;
  let notBefore = -Infinity;
  const told = createToldHeights();

  return {
    asked: new Map(),
    reached: (height) => told.reached(height),
    patienceMs,
    followEveryMs,
    async ensureDump(run) {
      told.begin();
      try {
        const { messages } = await readStatus(deps.store);
        if (messages !== undefined) {
          // A clock was ahead: what was sent after the dump would count as unknown to it.
          if (isToCome(messages.askedAt, deps.now())) {
            const status = statusEntries({ messages: { ...messages, askedAt: deps.now() } });
            await deps.store.query('store_status', { ...run.lease, status, now: deps.now() });
          }
          return true;
        }
        if (deps.elapsed() < notBefore) return false;
        await takeDump(deps, run, told);
        return true;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        notBefore = deps.elapsed() + pause;
        pause = Math.min(pause * 2, LONGEST_PAUSE_SECONDS);
        deps.log.warn({ err: error, againIn: Math.round(notBefore - deps.elapsed()) }, 'app messages not loaded');
        return false;
      } finally {
        told.end();
      }
    }
  };
}

/** While a batch is stored the next one is read: never more than two are held. */
async function takeDump(deps: MessageDeps, { lease, signal }: Run, told: ToldHeights): Promise<void> {
  const askedAt = deps.now();
  const startedAt = deps.elapsed();
  let storing: Promise<void> = Promise.resolve();
  const store = async (messages: AppMessage[]) => {
    await storeMessages(deps, lease, messages);
    told.advance(messages.map(({ height }) => height));
  };
  const { count, skipped, unreadable, isEachNamed } = await deps.appMessages
    .all(async (messages) => {
      await storing;
      storing = store(messages);
      storing.catch(() => undefined); // met by the next batch, or at the end
    }, signal)
    .finally(() => storing);
  await deps.store.query('store_status', {
    ...lease,
    status: statusEntries({ messages: { askedAt, count, unreadable, isEachNamed } }),
    now: deps.now()
  });
  deps.log.info({ count, skipped, durationMs: Math.round((deps.elapsed() - startedAt) * 1000) }, 'app messages loaded');
}

/** With entries of the ingest state, in one write. */
export async function storeMessages(
  deps: MessageDeps,
  lease: Run['lease'],
  messages: AppMessage[],
  entries: NewIngestStatus = {}
): Promise<void> {
  const status = statusEntries(entries);
  if (messages.length === 0 && Object.keys(status).length === 0) return;
  const rows = Object.fromEntries(messages.map((message) => [message.hash, toRow(message)]));
  await deps.store.query('store_app_messages', { ...lease, messages: rows, status, now: deps.now() });
}

function toRow(message: AppMessage): AppMessageRow {
  if (message.hash === '') throw new StoreError('a message without hash cannot be stored', false);
  return {
    type: message.type,
    txid: message.txid,
    height: message.height,
    value_sat: message.valueSat === null ? null : String(message.valueSat),
    timestamp_ms: message.timestampMs,
    app_name: message.appName,
    owner: message.owner,
    spec_version: message.specVersion,
    components: JSON.stringify(message.components),
    instances: message.instances,
    expire: message.expire,
    end_time: message.endTime,
    geolocation: JSON.stringify(message.geolocation),
    is_encrypted: message.isEncrypted ? 1 : 0
  };
}
