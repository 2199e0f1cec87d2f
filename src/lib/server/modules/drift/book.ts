/**
 * The shapes of all documents: what each look finds is judged at once, and written down by the job.
 *
 * Between the two it is kept here. A process that dies in between judges the next document by what was stored before, and
 * finds the same. What an operator or another process has stored meanwhile wins: the revision tells. A store that does not
 * answer is no reason to believe a document: it is judged by what is known here.
 */
import { changeText } from '../../../domain/drift/changes.ts';
import { ANSWER_LOOKS, nextShape, type WatchedShape } from '../../../domain/drift/drift.ts';
import type { Run, WorkDeps } from '../../platform/jobs/run.ts';
import type { ShapeLook, ShapeWatch, Watchable } from '../../platform/upstream/shape-watch.ts';
import { gatherAnswer, gatherRows, type Gathered } from './look.ts';
import type { DriftRow, ShapeRow } from './statements.ts';
import { rowOf, watchedOf } from './stored-shape.ts';

export interface ShapeBook extends ShapeWatch {
  /** Whether this process last saw the document in a shape that is not its usual one. */
  isChanged: (document: string) => boolean;
  /** Resolves with how many documents were written down. */
  write(run: Pick<Run, 'lease'>): Promise<number>;
}

interface Deps extends WorkDeps {
  /** Called when an incident was opened or closed. */
  onDrift: () => void;
}

interface Page {
  source: string;
  revision: number;
  watched: WatchedShape;
  /** Not written down yet. */
  isNew: boolean;
}

/** Answers are named by their paths, of which there are not many. */
const MOST_DOCUMENTS = 200;

export function createShapeBook({ store, onDrift, now, log }: Deps): ShapeBook {
  const pages = new Map<string, Page>();

  /** As it is stored, unless what was found later is not written down yet; as it was, while the store does not answer. */
  async function open({ document, source }: Watchable): Promise<Page> {
    const before = pages.get(document);
    let stored: [ShapeRow[], DriftRow[]];
    try {
      stored = await Promise.all([
        store.query('source_shape', { document }),
        store.query('source_drift_newest', { document })
      ]);
    } catch (err) {
      if (before === undefined) throw err;
      log.warn({ err, document }, 'shape of a document not read');
      return before;
    }
    const [[shape], [newest]] = stored;
    const known = pages.get(document);
    if (known?.isNew) return known;
    const page = { source, revision: shape?.revision ?? 0, watched: watchedOf(shape, newest), isNew: false };
    pages.set(document, page);
    return page;
  }

  async function judge(what: Watchable, seen: Gathered, isReadable: boolean): Promise<string | null> {
    const known = pages.get(what.document);
    if (known === undefined && pages.size >= MOST_DOCUMENTS) return null;
    if (what.isAnswer && isReadable && known !== undefined && isUsual(known.watched)) return null;
    const page = what.isAnswer && isReadable && known !== undefined ? known : await open(what);
    const before = page.watched;
    const refused = isReadable ? null : seen.lastShape();
    const look = { shape: seen.shape(), refused, isAnswer: what.isAnswer, at: now(), sampleOf: seen.sampleOf };
    const watched = nextShape(before, look);
    page.watched = watched;
    page.isNew ||= watched !== before;
    const wasOpen = before.drift?.closedAt === null;
    const { drift } = watched;
    const isOpen = drift?.closedAt === null;
    if (isOpen !== wasOpen) {
      const changes = changeText(drift?.changes ?? []);
      if (isOpen) log.warn({ document: what.document, changes }, 'shape of a document changed');
      else log.info({ document: what.document, by: drift?.closedBy }, 'shape of a document is as usual again');
      onDrift();
    }
    return isOpen && drift.isFrozen ? `answer changed shape: ${changeText(drift.changes)}` : null;
  }

  return {
    look(what): ShapeLook {
      const seen = what.isAnswer ? gatherAnswer() : gatherRows();
      return {
        see: seen.see,
        async end({ isReadable }) {
          try {
            return await judge(what, seen, isReadable);
          } catch (err) {
            log.warn({ err, document: what.document }, 'shape of a document not judged');
            return null;
          }
        }
      };
    },
    isChanged: (document) => pages.get(document)?.watched.drift?.closedAt === null,
    async write({ lease }) {
      const found = [...pages].filter(([, { isNew, watched }]) => isNew && watched.baseline !== null);
      if (found.length === 0) return 0;
      const shapes = Object.fromEntries(
        found.map(
          ([
            document,
            {
              source,
              revision,
              watched: { baseline, lastGoodAt, drift }
            }
          ]) => [
            document,
            {
              source,
              revision,
              baseline: JSON.stringify(baseline),
              last_good_at: lastGoodAt,
              drift: drift === null ? null : rowOf(drift)
            }
          ]
        )
      );
      const written = new Map(found.map(([document, page]) => [document, page.watched]));
      await store.query('store_source_shapes', { ...lease, shapes, now: now() });
      for (const [document, page] of found) {
        page.revision += 1;
        page.isNew = page.watched !== written.get(document);
      }
      return found.length;
    }
  };
}

/** Whether one more answer that could be read would change nothing. */
function isUsual({ baseline, drift }: WatchedShape): boolean {
  return baseline !== null && baseline.looks >= ANSWER_LOOKS && drift?.closedAt !== null;
}
