/**
 * A part of a page: what one question to the API gave.
 *
 * A failed question leaves its part unavailable, not the page. In the browser the last good answer to the same question is
 * kept and shown with the time it is from; an answer to another question is never shown in its place.
 */
export interface Ready<T> {
  state: 'ready';
  value: T;
  /** Unix second of the answer. */
  at: number;
}

export interface Unavailable<T> {
  state: 'unavailable';
  /** For the visitor. */
  reason: string;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  at: number;
  /** The last good answer to the same question, if there was one. */
  last: Ready<T> | null;
}

export type Part<T> = Ready<T> | Unavailable<T>;

/** What there is to show: the answer, or the last good one. */
export function valueOf<T>(part: Part<T>): T | null {
  if (part.state === 'ready') return part.value;
  return part.last?.value ?? null;
}

/** Another view of the same answer. A view that fails leaves its part unavailable, not the page. */
export function mapPart<T, U>(part: Part<T>, view: (value: T) => U): Part<U> {
  const ready = ({ value, at }: Ready<T>): Ready<U> => ({ state: 'ready', value: view(value), at });
  try {
    if (part.state === 'ready') return ready(part);
    return { ...part, last: part.last && ready(part.last) };
  } catch (error) {
    return { state: 'unavailable', ...unmade(error), at: part.at, last: null };
  }
}

let report: (error: unknown) => void = () => undefined;

/** Who is told of faults of our own that cost a part of a page; on the server the log. */
export function onFault(listener: typeof report): void {
  report = listener;
}

/** What a part says when something that it is made of cannot be read. */
export function unmade(error: unknown): { reason: string; status: number } {
  report(error);
  return { reason: 'The answer could not be shown.', status: 500 };
}

/** Fills `last` of failed parts, also of those in a list, from what it was given before under the same name and for the same question. */
export function createLastKnown() {
  const known = new Map<string, { question: string; answer: Ready<unknown> }>();

  return function keep<D extends object>(question: string, data: D): D {
    const kept = (name: string, value: unknown): unknown => {
      if (Array.isArray(value)) return value.map((each: unknown, place) => kept(`${name}.${place}`, each));
      if (!isPart(value)) return value;
      const before = known.get(name);
      if (value.state === 'ready') known.set(name, { question, answer: value });
      if (value.state === 'ready' || before?.question !== question) return value;
      return { ...value, last: before.answer };
    };
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, kept(name, value)])) as D;
  };
}

function isPart(value: unknown): value is Part<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'state' in value &&
    (value.state === 'ready' || value.state === 'unavailable')
  );
}
