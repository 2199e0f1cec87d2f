/**
 * Counts events: many requests in one transaction, and no answer before it is committed.
 *
 * A group is written when it has 500 events or its first one has waited 5 ms, one group at a time. A request is counted whole or
 * not at all. A write fails as a whole when a key of it was used before, or a tenant is no longer as it was read; then both are
 * read again. Keys are seldom used twice, so they are looked up only after such a failure, and before the next writes, since
 * whoever repeats one event repeats more. More than MAX_WAITING events are not taken: whoever sends is told to come again.
 */
import { randomBytes } from 'node:crypto';
import type { MeterEvent } from '../../../../contract/usage/usage.ts';
import { BadRequest, NotFound, StoreError } from '../../../platform/errors.ts';
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import type { Crossing } from '../statements.ts';
import { MeterBusy, QuotaUsedUp } from '../refusals.ts';
import { admit, type Recorded, type Refused, type Request } from './admission.ts';
import { bodyOf, idOfKey, writeOf, type MeteredEvent } from './batch.ts';
import type { Tenant } from '../tenant.ts';
import type { Tenants } from './tenants.ts';

export interface Meter {
  /**
   * Resolves once the events are stored.
   * @throws NotFound for an unknown tenant, BadRequest for a time to come, KeyReused, QuotaUsedUp, MeterBusy
   */
  record(events: readonly MeterEvent[]): Promise<Recorded>;
}

export interface MeterDeps extends WorkDeps {
  tenants: Tenants;
  /** Told after the commit which thresholds it crossed. */
  onCrossing: (crossed: readonly Crossing[]) => void;
}

const GROUP_EVENTS = 500;
const GROUP_MS = 5;
const MAX_WAITING = 20_000;
const AHEAD_SECONDS = 300;
const ATTEMPTS = 5;
/** Groups whose keys are looked up before they are written, after one with a key that was used before. */
const WARY_GROUPS = 100;

export function createMeter({ store, now, log, tenants, onCrossing }: MeterDeps): Meter {
  const process = randomBytes(9).toString('base64url');
  let made = 0;
  let waiting: Request[] = [];
  let waitingEvents = 0;
  let timer: NodeJS.Timeout | null = null;
  let isWriting = false;
  let wary = 0;

  function due(): void {
    if (isWriting || waiting.length === 0) return;
    if (waitingEvents >= GROUP_EVENTS) flush();
    else timer ??= setTimeout(flush, GROUP_MS);
  }

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const group = takeGroup();
    isWriting = true;
    void write(group, 1)
      .catch((error: unknown) => {
        const failure = error instanceof Error ? error : new Error(String(error));
        for (const { settle } of group) settle(failure);
      })
      .finally(() => {
        isWriting = false;
        due();
      });
  }

  /** Whoever uses a key that another request of the group uses as well waits for the next one, where it is known. */
  function takeGroup(): Request[] {
    const keys = new Set<string>();
    const [group, rest]: [Request[], Request[]] = [[], []];
    let events = 0;
    for (const request of waiting) {
      const own = request.events.filter(({ body }) => body !== null).map(({ id }) => id);
      const fits = events === 0 || events + request.events.length <= 2 * GROUP_EVENTS;
      if (!fits || own.some((id) => keys.has(id))) rest.push(request);
      else {
        group.push(request);
        events += request.events.length;
      }
      for (const id of own) keys.add(id);
    }
    waiting = rest;
    waitingEvents -= events;
    return group;
  }

  async function write(group: readonly Request[], attempt: number): Promise<void> {
    const isUnseen = attempt === 1 && wary === 0;
    const { admitted, refused } = await admit(store, group, { isUnseen });
    // Another replica may have changed the quota: a write would find out, a refusal has to ask.
    if (attempt === 1 && refused.some(({ error }) => error instanceof QuotaUsedUp)) {
      await write(await renewed(group), attempt + 1);
      return;
    }
    const events = admitted.flatMap(({ fresh }) => fresh);
    if (events.length > 0) {
      try {
        const crossed = await store.query('store_meter_events', writeOf(events, now()));
        if (crossed.length > 0) onCrossing(crossed);
      } catch (error) {
        const isOvertaken = error instanceof StoreError && !error.retryable;
        if (!isOvertaken || attempt === ATTEMPTS) throw error;
        log.debug({ err: error, attempt }, 'metered events prepared again');
        await write(await renewed(group), attempt + 1);
        return;
      }
    }
    const isRepeated = admitted.some(({ request, fresh }) => fresh.length < request.events.length);
    wary = isRepeated ? WARY_GROUPS : Math.max(0, wary - 1);
    settleAll(refused);
    for (const { request, fresh } of admitted) {
      const { events: all, repeated } = request;
      request.settle({ accepted: fresh.length, replayed: all.length - fresh.length + repeated });
    }
  }

  /** The same requests with their tenants read again. */
  async function renewed(group: readonly Request[]): Promise<Request[]> {
    const names = new Set(group.flatMap(({ events }) => events.map(({ tenant }) => tenant.name)));
    for (const name of names) tenants.forget(name);
    const known = new Map<string, Tenant>();
    for (const name of names) known.set(name, await tenantNamed(name));
    return group.map((request) => ({
      ...request,
      events: request.events.map((event) => ({ ...event, tenant: known.get(event.tenant.name) ?? event.tenant }))
    }));
  }

  async function tenantNamed(name: string): Promise<Tenant> {
    const tenant = await tenants.find(name);
    if (tenant === null) throw new NotFound(`There is no tenant ${name}.`);
    return tenant;
  }

  async function metered(event: MeterEvent, at: number): Promise<MeteredEvent> {
    const { feature, tokens, idempotencyKey } = event;
    const tenant = await tenantNamed(event.tenant);
    if (idempotencyKey === undefined) {
      return { id: `e${process}${(made++).toString(36).padStart(8, '0')}`, tenant, feature, tokens, at, body: null };
    }
    return { id: idOfKey(event.tenant, idempotencyKey), tenant, feature, tokens, at, body: bodyOf(event) };
  }

  return {
    async record(given) {
      const at = now();
      if (given.some((event) => event.at !== undefined && event.at > at + AHEAD_SECONDS)) {
        throw new BadRequest('at: lies in the future', [{ name: 'at', message: 'lies in the future' }]);
      }
      if (waitingEvents + given.length > MAX_WAITING) throw new MeterBusy('too many events wait to be stored');
      const events: MeteredEvent[] = [];
      for (const event of given) events.push(await metered(event, event.at ?? at));
      const once = withoutRepeats(events);
      return await new Promise<Recorded>((resolve, reject) => {
        const settle = (outcome: Recorded | Error) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        waiting.push({ events: once, settle, repeated: events.length - once.length });
        waitingEvents += once.length;
        due();
      });
    }
  };
}

function settleAll(refused: readonly Refused[]): void {
  for (const { request, error } of refused) request.settle(error);
}

/** A key twice with the same body is one event; with another body, both stay, and the request is refused. */
function withoutRepeats(events: readonly MeteredEvent[]): MeteredEvent[] {
  const seen = new Map<string, string | null>();
  return events.filter(({ id, body }) => {
    const isRepeat = seen.get(id) === body && seen.has(id);
    seen.set(id, body);
    return !isRepeat;
  });
}
