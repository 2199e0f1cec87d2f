/**
 * Where documents are read, their shape is looked at: each reading of a document is one look.
 *
 * A look costs next to nothing: of a large document only a part of the rows is seen whole. Nothing is concluded before the
 * document was complete; what broke off, or was an error of the service, tells nothing about its shape.
 */
import { UpstreamError } from '../errors.ts';
import { Transient } from './failures.ts';

/** Sees the rows of one document as they are parsed. */
export interface ShapeLook {
  see(row: unknown): void;
  /**
   * The document is over. Resolves with why its figures are not to be believed, null where they are.
   * `isReadable`: its reader made something of it.
   */
  end(outcome: { isReadable: boolean }): Promise<string | null>;
}

export interface Watchable {
  source: string;
  /** What the document is called: that of its source, unless the source has several. */
  document: string;
  /** A small answer: it is believed whenever it can be read. */
  isAnswer: boolean;
}

export interface ShapeWatch {
  look(document: Watchable): ShapeLook;
}

/** Reads a document under a look. @throws UpstreamError where its shape has changed */
export async function underLook<T>(
  source: string,
  look: ShapeLook | undefined,
  read: () => T | Promise<T>
): Promise<T> {
  if (look === undefined) return read();
  let value: T;
  try {
    value = await read();
  } catch (error) {
    if (error instanceof UpstreamError && !(error instanceof Transient)) await look.end({ isReadable: false });
    throw error;
  }
  const fault = await look.end({ isReadable: true });
  if (fault !== null) throw new UpstreamError(source, fault);
  return value;
}

/** The same where what was read is in use already: the change is noted, and nothing of it refused. */
export async function readPassing<T>(look: ShapeLook | undefined, read: () => Promise<T>): Promise<T> {
  const value = await read();
  await look?.end({ isReadable: true });
  return value;
}

/** Longer parts of a path, and those with a digit, are about one thing of many. */
const MOST_LETTERS = 24;

/** An answer by its path, such as `coingecko /api/v3/simple/price`: what it is asked about is left out. */
export function answerName(source: string, path: string): string {
  const [way = ''] = path.split('?');
  const parts = way
    .split('/')
    .map((part) => (/^v\d$/.test(part) || (!/\d/.test(part) && part.length <= MOST_LETTERS) ? part : '*'));
  return `${source} ${parts.join('/')}`;
}
