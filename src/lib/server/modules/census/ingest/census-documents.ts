/**
 * One reading of every census document: each is fetched once, and what it says is believed or not.
 *
 * The clients refuse what no network can be (an empty list, a tier at 0). Here a document is held against the last good
 * one: one that suddenly tells less than half of the network is taken for a broken source, until it has said so for as
 * long as figures live. A document that fails leaves the others alone.
 */
import { STALE_AFTER_SECONDS } from '../../../../domain/census/current-figures.ts';
import type { AppLocation, AppSpec, ListedNode, MachineContainers, PerTier } from '../../../../domain/census/census.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { DocumentReport } from '../../../platform/store/documents/census-status.ts';
import type { MachinesDocument, NetworkDocuments } from '../upstream/census-ports.ts';
import type { SourceState } from '../../../platform/upstream/source-state.ts';

export interface CensusDocuments {
  'node-counts': PerTier<number>;
  'node-list': ListedNode[];
  machines: MachinesDocument;
  containers: MachineContainers[];
  'app-specs': AppSpec[];
  'app-locations': AppLocation[];
}
export type DocumentName = keyof CensusDocuments;
/** A document that could not be read, or is not believed, is missing. */
export type ReadDocuments = Partial<CensusDocuments>;

export type DocumentReports = Partial<Record<DocumentName, DocumentReport>>;

export interface DocumentReader {
  /** Reads all documents, side by side. Never rejects for a source; only when told to stop. */
  read(signal: AbortSignal): Promise<ReadDocuments>;
  reports(): DocumentReports;
  /** What earlier processes found, so that a restart does not forget it. */
  recall(reports: DocumentReports): void;
  /** As health shows sources. */
  states(): SourceState[];
}

const LEAST_SHARE = 0.5;
/** Below so many rows halves are ordinary. */
const SMALL = 20;

export function createDocumentReader(
  network: NetworkDocuments,
  { now, elapsed }: { now: () => number; elapsed: () => number }
): DocumentReader {
  const reports: DocumentReports = {};
  const doubtedSince = new Map<DocumentName, number>();

  const believe = (name: DocumentName, rows: number): void => {
    const known = reports[name]?.rows ?? null;
    if (known === null || known < SMALL || rows >= known * LEAST_SHARE) {
      doubtedSince.delete(name);
      return;
    }
    const since = doubtedSince.get(name) ?? elapsed();
    doubtedSince.set(name, since);
    if (elapsed() - since >= STALE_AFTER_SECONDS) return;
    throw new UpstreamError(name, `implausible: ${rows} rows after ${known}`);
  };

  const readOne = async <N extends DocumentName>(
    name: N,
    fetch: () => Promise<CensusDocuments[N]>,
    signal: AbortSignal
  ): Promise<CensusDocuments[N] | undefined> => {
    const before = reports[name];
    const startedMs = performance.now();
    const report = (outcome: Pick<DocumentReport, 'lastSuccess' | 'ok' | 'rows' | 'error'>) => {
      const durationMs = Math.round(performance.now() - startedMs);
      reports[name] = { lastRun: now(), durationMs, ...outcome };
    };
    try {
      const document = await fetch();
      const rows = rowsOf(document);
      believe(name, rows);
      const fault = faultOf(document);
      report({
        lastSuccess: fault === null ? now() : (before?.lastSuccess ?? null),
        ok: fault === null,
        rows,
        error: fault
      });
      return document;
    } catch (error) {
      if (!(error instanceof UpstreamError) || signal.aborted) throw error;
      report({ lastSuccess: before?.lastSuccess ?? null, ok: false, rows: before?.rows ?? null, error: error.message });
      return undefined;
    }
  };

  return {
    async read(signal) {
      const [counts, list, specs, locations, machines, containers] = await Promise.all([
        readOne('node-counts', () => network.nodeCounts(signal), signal),
        readOne('node-list', () => network.nodeList(signal), signal),
        readOne('app-specs', () => network.appSpecs(signal), signal),
        readOne('app-locations', () => network.appLocations(signal), signal),
        readOne('machines', () => network.machines(signal), signal),
        readOne('containers', () => network.containers(signal), signal)
      ]);
      return {
        ...(counts && { 'node-counts': counts }),
        ...(list && { 'node-list': list }),
        ...(specs && { 'app-specs': specs }),
        ...(locations && { 'app-locations': locations }),
        ...(machines && { machines }),
        ...(containers && { containers })
      };
    },
    reports: () => ({ ...reports }),
    recall(known) {
      for (const [name, report] of Object.entries(known)) reports[name as DocumentName] ??= report;
    },
    states: () => Object.entries(reports).map(([name, report]) => stateOf(name, report))
  };
}

function rowsOf(document: CensusDocuments[DocumentName]): number {
  if (Array.isArray(document)) return document.length;
  if ('machines' in document) return document.machines.length;
  return document.cumulus + document.nimbus + document.stratus;
}

/** What a document that can be used in parts lacks. */
function faultOf(document: CensusDocuments[DocumentName]): string | null {
  if (Array.isArray(document) || !('missing' in document) || document.missing.length === 0) return null;
  return `most machines tell no ${document.missing.join(', no ')}`;
}

function stateOf(name: string, { ok, lastSuccess, lastRun, error }: DocumentReport): SourceState {
  return { name, ok, lastSuccess, lastError: error, lastErrorAt: ok ? null : lastRun, lastMs: null, note: null };
}
