/**
 * Addresses of machines: `host` or `host:port` at the node list and the statistics, always `host:port` in the locations
 * and with us, so that all three can be joined. An IPv6 address stands in brackets with us, however it is told.
 */
import { isIPv6 } from 'node:net';
import { z } from 'zod';

/** Left out by those that leave it out. */
const DEFAULT_PORT = 16_127;

export const addressField = z
  .string()
  .transform(bracketed)
  .pipe(z.string().regex(/^(?:[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/, 'expected host or host:port'))
  .transform((address) => (/:\d+$/.test(address) ? address : `${address}:${DEFAULT_PORT}`));

/** A bare IPv6 address ends in a port only if the last part is too long for one of its groups, as all node ports are. */
function bracketed(address: string): string {
  if (isIPv6(address)) return `[${address}]`;
  const { host = '', port = '' } = /^(?<host>.+):(?<port>\d{5})$/.exec(address)?.groups ?? {};
  return isIPv6(host) ? `[${host}]:${port}` : address;
}
