/**
 * The census cycle: every document once, then lists, observations and figures from those that could be believed.
 *
 * A figure is replaced only by a newer one of the same origin; what a failed document would have told keeps its last good
 * value and its age. A cycle in which every document failed fails as a job.
 */
import type { Logger } from 'pino';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { NetworkDocuments } from '../upstream/census-ports.ts';
import type { Daemon } from '../../../chains/flux/ports.ts';
import type { SourceState } from '../../../platform/upstream/source-state.ts';
import { createDocumentReader, type DocumentName, type ReadDocuments } from './census-documents.ts';
import { figuresOf } from './census-figures.ts';
import { storeNodes, storeSpecs } from './census-rows.ts';
import { tellNodes } from './node-events.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { observeApps, observeNodes } from './observations.ts';
import { readStatus, statusEntries } from '../../../platform/store/documents/ingest-status.ts';

export interface CensusDeps {
  store: Store;
  network: NetworkDocuments;
  daemon: Pick<Daemon, 'tip'>;
  now: () => number;
  /** Seconds, monotonic. */
  elapsed: () => number;
  /** Whether a document does not look as usual, and nobody has said yet that this is right. */
  isChanged: (document: DocumentName) => boolean;
  log: Logger;
}

export interface Census {
  /** Resolves with the documents that told nothing; fails when none told anything. */
  run(run: Run): Promise<{ missing: string[] }>;
  /** The documents as sources, for health. */
  states(): SourceState[];
}

const STEPS = 4;

/** Whose origin a figure is, as its row in current_metrics says. */
const originOf = {
  nodes: 'node-counts',
  wallets: 'node-list',
  collateral: 'node-list',
  cpu: 'machines',
  ram: 'machines',
  storage: 'machines',
  arcane: 'machines',
  records: 'machines',
  apps: 'containers',
  images: 'containers',
  containers: 'containers',
  continents: 'machines',
  specs: 'app-specs'
} as const satisfies Record<string, DocumentName>;

/** Of what runs by what specifications hold: of a kind that nobody knows the containers would be nobody's. */
const byContent: ReadonlySet<string> = new Set(['apps', 'images', 'containers']);
const noFigures: ReadonlySet<string> = new Set();

export function createCensus({ store, network, daemon, now, elapsed, isChanged, log }: CensusDeps): Census {
  const reader = createDocumentReader(network, { now, elapsed });
  let isRecalled = false;

  const storeAll = async (documents: ReadDocuments, { lease, signal, progress }: Run, tip: number | null) => {
    const { 'node-list': list, 'app-specs': specs, 'app-locations': locations, machines } = documents;
    const at = now();
    if (specs !== undefined) await storeSpecs({ store, lease, signal }, specs, { tip, now: at });
    progress(2, STEPS);
    if (list !== undefined) {
      await storeNodes({ store, lease, signal }, list, machines?.missing.length === 0 ? machines.machines : undefined);
      await observeNodes({ store, lease, at }, list);
    }
    if (locations !== undefined) await observeApps({ store, lease, at }, locations);
    progress(3, STEPS);
    const figures = figuresOf(documents, tip);
    const frozen = isChanged('app-specs') && hasUnknownKind(specs) ? byContent : noFigures;
    for (const [name, figure] of Object.entries(figures)) {
      if (frozen.has(name)) continue;
      const source = originOf[name as keyof typeof originOf];
      await store.query('store_metric', { ...lease, name, value: JSON.stringify(figure), source, as_of: at });
    }
    if (figures.nodes !== undefined) await tellNodes({ store, now }, { lease }, figures.nodes);
  };

  return {
    async run(run) {
      if (!isRecalled) reader.recall((await readStatus(store)).census?.documents ?? {});
      isRecalled = true;
      run.progress(0, STEPS);
      const [documents, tip] = await Promise.all([reader.read(run.signal), tipOrNull(daemon, run.signal)]);
      run.progress(1, STEPS);
      await storeAll(documents, run, tip);
      const reports = reader.reports();
      const missing = Object.entries(reports).filter(([, { ok }]) => !ok);
      const status = statusEntries({ census: { completedAt: now(), documents: reports } });
      await store.query('store_status', { ...run.lease, status, now: now() });
      run.progress(STEPS, STEPS);
      for (const [source, { error }] of missing) log.warn({ source, reason: error }, 'census document not read');
      if (Object.keys(documents).length === 0) throw new UpstreamError('census', 'no document could be read');
      return { missing: missing.map(([name]) => name) };
    },
    states: () => reader.states()
  };
}

function hasUnknownKind(specs: ReadDocuments['app-specs'] = []): boolean {
  return specs.some(({ components, isEncrypted }) => components === null && !isEncrypted);
}

/** Heights of specs mean something only against a tip; a cycle without one goes on without them. */
async function tipOrNull(daemon: Pick<Daemon, 'tip'>, signal: AbortSignal): Promise<number | null> {
  try {
    return await daemon.tip(signal);
  } catch (error) {
    if (!(error instanceof UpstreamError) || signal.aborted) throw error;
    return null;
  }
}
