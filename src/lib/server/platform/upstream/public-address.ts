/**
 * Which addresses what visitors or operators name may lead to: those of the public internet, and ranges that the operator
 * has allowed. Everything else is somebody's inside: this machine, its network, a cloud's metadata.
 */
import { BlockList, isIP, isIPv4 } from 'node:net';

const INSIDE_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4']
];
/** Of IPv6 only what is given out (2000::/3) is public, without what stands for other addresses. */
const INSIDE_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

export type AddressRule = (address: string) => 'public' | 'allowed' | 'inside';

/** `allowed`: ranges as `10.0.0.0/8`. */
export function addressRule(allowed: readonly string[]): AddressRule {
  const allow = listOf(allowed);
  const inside = listOf([...INSIDE_4, ...INSIDE_6]);
  const given = listOf(['2000::/3']);
  return (address) => {
    const plain = unmapped(address);
    const family = isIPv4(plain) ? 'ipv4' : 'ipv6';
    if (isIP(plain) === 0) return 'inside';
    if (allow.check(plain, family)) return 'allowed';
    if (inside.check(plain, family)) return 'inside';
    return family === 'ipv4' || given.check(plain, 'ipv6') ? 'public' : 'inside';
  };
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), isIPv4(net) ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** An IPv4 address written as IPv6 is judged as what it is. */
function unmapped(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '');
  if (!/^::ffff:/i.test(bare)) return bare;
  const rest = bare.slice('::ffff:'.length);
  if (isIPv4(rest)) return rest;
  const [high = '', low = ''] = rest.split(':');
  const value = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
