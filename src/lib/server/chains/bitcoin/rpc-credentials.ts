/** What a node is told of who asks: a fixed user, or the cookie that it writes at each start. */
import { readFile } from 'node:fs/promises';
import { UpstreamError } from '../../platform/errors.ts';

export interface ReadCredentials {
  /** The value of the Authorization header; null: none is configured. */
  current(): Promise<string | null>;
  /** The same after a refusal: a cookie is read anew. */
  renewed(): Promise<string | null>;
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

export function fixedCredentials(user: string | null, password: string | null): ReadCredentials {
  const header = user === null ? null : basic(`${user}:${password ?? ''}`);
  return { current: () => Promise.resolve(header), renewed: () => Promise.resolve(header) };
}

export function cookieCredentials(path: string, source: string): ReadCredentials {
  let kept: string | null = null;
  const read = async () => {
    try {
      return (kept = basic((await readFile(path, 'utf8')).trim()));
    } catch (error) {
      throw new UpstreamError(source, 'the cookie file cannot be read: the node is down, or its path is wrong', {
        cause: error
      });
    }
  };
  return { current: async () => kept ?? (await read()), renewed: read };
}
