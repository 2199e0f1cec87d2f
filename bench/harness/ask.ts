/** Asks a product as its administrator. */
import type { Product } from './product.ts';

/** The JSON of a success. Throws for anything else. */
export type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

export function askAs({ web, adminToken }: Product): Ask {
  return async (method, path, body) => {
    const answer = await fetch(web + path, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) })
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return (await answer.json()) as unknown;
  };
}

/** The text of a key that may ask as often as any. */
export async function newKey(ask: Ask, scopes: string[]): Promise<string> {
  return ((await ask('POST', '/api/admin/keys', { name: 'bench', scopes, plan: 'pro' })) as { key: string }).key;
}
