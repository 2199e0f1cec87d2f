/**
 * One key per visitor for whatever is counted by client: an IPv4 address, or the /56 of an IPv6 address, the smallest block
 * that a visitor usually has. Both processes count by it, so it is the same function in both.
 */
import { isIPv6 } from 'node:net';

const GROUPS = 8;

/** A program with a key is counted by it, whatever address it comes from. */
export const countKeyOf = (keyId: string): string => `key:${keyId}`;

/** Anything that is no IPv6 address is its own key. An IPv4 address written as IPv6 counts as the IPv4 address. */
export function clientKey(address: string): string {
  if (!address.includes(':')) return address;
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  const isIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff;
  if (isIpv4) return [6, 7].flatMap((at) => bytesOf(groups[at] ?? 0)).join('.');
  const [first = 0, second = 0, third = 0, fourth = 0] = groups;
  return `${[first, second, third, fourth & 0xff_00].map((group) => group.toString(16)).join(':')}::/56`;
}

function groupsOf(address: string): number[] {
  const [start = [], end = []] = address
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').flatMap(numbersOf)));
  const zeros = new Array<number>(Math.max(0, GROUPS - start.length - end.length)).fill(0);
  return [...start, ...zeros, ...end];
}

/** The last group may be an IPv4 address, which stands for two. */
function numbersOf(group: string): number[] {
  if (!group.includes('.')) return [Number.parseInt(group, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

const bytesOf = (group: number) => [group >> 8, group & 0xff];
