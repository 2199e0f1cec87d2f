/** Stored panels as they travel. What nobody has made yet says so; with Bitcoin switched off that is all that is said. */
import * as z from 'zod';
import { panelStates, SourceName, type Panel } from '../../../../contract/bitcoin/panel.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import { StoreError } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import { secondsOf, type PanelName } from '../panel-names.ts';

/** A panel may miss so many of its turns before it is old. */
const TURNS = 4;
const LEAST_SECONDS = 120;

const state = z.enum(panelStates).catch('not available');
const source = SourceName.nullable().catch(null);

export interface BitcoinReadDeps {
  store: Store;
  /** Unix seconds. */
  now: () => number;
  /** Whether Bitcoin is switched on. */
  isOn: boolean;
}

export interface Panels {
  /** `read` takes what is stored, and answers the figures of the contract. */
  get<Stored, T>(name: PanelName, schema: z.ZodType<Stored>, read: (stored: Stored) => T): Panel<T>;
}

/** One look at all panels: what an answer is made of belongs together. */
export async function readPanels({ store, now, isOn }: BitcoinReadDeps): Promise<Panels> {
  const rows = isOn ? await store.query('bitcoin_panels_all', {}) : [];
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    get(name, schema, read) {
      if (!isOn) return switchedOff();
      const row = byName.get(name);
      if (row === undefined) return unknownPanel('it has not been read yet');
      const limit = Math.max(LEAST_SECONDS, TURNS * secondsOf(name, row.source));
      return {
        state: state.parse(row.state),
        reason: row.reason,
        source: source.parse(row.source),
        value: row.body === null ? null : read(parse(schema, row.name, row.body)),
        asOf: row.as_of,
        stale: row.as_of === null || !isWithin(row.as_of, now(), limit)
      };
    }
  };
}

export function unknownPanel(reason: string): Panel<never> {
  return { state: 'not available', reason, source: null, value: null, asOf: null, stale: true };
}

export function switchedOff(): Panel<never> {
  return { ...unknownPanel('Bitcoin is switched off (BITCOIN=off)'), state: 'off' };
}

function parse<T>(schema: z.ZodType<T>, name: string, body: string): T {
  const parsed = schema.safeParse(JSON.parse(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StoreError(`panel ${name} cannot be read (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`, false);
}
