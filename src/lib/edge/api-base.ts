/** Where this process reaches the API: an address that means "all interfaces" is reached over loopback. */
const loopback: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export function apiBase({ host, port }: { host: string; port: number }): string {
  const reachable = loopback[host] ?? host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
