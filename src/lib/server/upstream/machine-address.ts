/**
 * Addresses of machines: `host` or `host:port` at the node list and the statistics, always `host:port` in the locations
 * and with us, so that all three can be joined.
 */
import { z } from 'zod';

/** Left out by those that leave it out. */
const DEFAULT_PORT = 16_127;

export const addressField = z
  .string()
  .regex(/^(?:[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/, 'expected host or host:port')
  .transform((address) => (/:\d+$/.test(address) ? address : `${address}:${DEFAULT_PORT}`));
