/**
 * Documents that are stored as JSON under fixed names. Each has one owner, the file that declares its schema; it is parsed
 * where it leaves the store, once per reading and only when it is asked for, so a damaged one stops nobody but its readers.
 *
 * A schema takes what earlier versions wrote and forgives what only describes. A document that would make a figure wrong is
 * refused by name. Whoever makes a document anew takes one that cannot be read for none.
 */
import type * as z from 'zod';
import { StoreError } from '../../errors.ts';

export type Schemas = Readonly<Record<string, z.ZodType>>;

/** Documents as they were stored; undefined: there is none of that name. Reading one throws StoreError when it is damaged. */
export type Documents<S extends Schemas> = { readonly [N in keyof S]?: z.infer<S[N]> | undefined };

/** Documents to be stored. */
export type NewDocuments<S extends Schemas> = { readonly [N in keyof S]?: z.infer<S[N]> };

export interface StoredDocument {
  name: string;
  /** JSON. */
  value: string;
}

/** `remade`: of these, one that cannot be read counts as none. `table` names the rows in errors. */
export function documentsOf<S extends Schemas>(
  rows: readonly StoredDocument[],
  { table, schemas, remade = [] }: { table: string; schemas: S; remade?: readonly (keyof S)[] }
): Documents<S> {
  const documents = {};
  for (const { name, value } of rows) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) continue;
    let parsed: { value: unknown } | null = null;
    const get = () =>
      (parsed ??= { value: parse(schema, { table, name, value, isRemade: remade.includes(name) }) }).value;
    Object.defineProperty(documents, name, { get, enumerable: true });
  }
  return documents;
}

/** Throws StoreError, which names the document and its first fault. */
function parseDocument<T>(schema: z.ZodType<T>, { table, name, value }: StoredDocument & { table: string }): T {
  const content = fromJson(value);
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const fault = content === undefined ? 'no JSON' : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw new StoreError(`"${name}" in ${table} cannot be read (${fault.replace(/^: /, '')})`, false);
}

function parse(
  schema: z.ZodType,
  { isRemade, ...document }: StoredDocument & { table: string; isRemade: boolean }
): unknown {
  try {
    return parseDocument(schema, document);
  } catch (error) {
    if (isRemade && error instanceof StoreError) return undefined;
    throw error;
  }
}

/** undefined: it is none. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
