/**
 * Lists that no service tells for free: labelled addresses, and what companies and commodities are worth. They come of a
 * file of the operator's (BITCOIN_LISTS_FILE), or, addresses alone, with the product; either says of when it is.
 *
 * The file is read when it is needed, so that it may be changed while the product runs. One that cannot be read is an error
 * of its own: nothing else takes its place.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { labelledAddresses } from './labelled-addresses.ts';
import { listsSchema, type Lists } from './lists.ts';

export type ReadLists = () => Promise<Lists>;

/** `path` null: the lists that come with the product. The function throws AppError for a file that cannot be read. */
export function createListsFile(path: string | null): ReadLists {
  if (path === null) return () => Promise.resolve(labelledAddresses);
  return async () => {
    try {
      return listsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      throw new AppError(`BITCOIN_LISTS_FILE cannot be read: ${reasonOf(error)}`, 'config', false, { cause: error });
    }
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'another shape'}`;
  }
  return error instanceof SyntaxError ? 'it is no JSON' : 'there is no such file, or it may not be read';
}
