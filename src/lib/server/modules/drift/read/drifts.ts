/** The newest changes of shapes, those that are open first. */
import * as z from 'zod';
import type { Drifts } from '../../../../contract/drift/drift.ts';
import { changeText } from '../../../../domain/drift/changes.ts';
import { STABLE_SECONDS } from '../../../../domain/drift/drift.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { ToldDriftRow } from '../statements.ts';
import { readStored, StoredChanges } from '../stored-shape.ts';

export type SourceDrift = Drifts['drifts'][number];

const MOST_DRIFTS = 100;

export async function readDrifts(store: Store): Promise<SourceDrift[]> {
  return (await store.query('source_drifts', { limit: MOST_DRIFTS })).map(toldOf);
}

function toldOf(row: ToldDriftRow): SourceDrift {
  const changes = readStored(StoredChanges, row.changes) ?? [];
  const isOpen = row.closed_at === null;
  return {
    document: row.document,
    source: row.source,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    isFrozen: row.is_frozen === 1,
    lastGoodAt: row.last_good_at,
    closesAt: isOpen ? row.stable_since + STABLE_SECONDS : null,
    message: changeText(changes),
    changes,
    sample: readStored(z.unknown(), row.sample) ?? null
  };
}
