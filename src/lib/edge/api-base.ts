/**
 * Where this process reaches the API: always over loopback, since only there the API believes what the edge says of a
 * visitor. An API that is told to listen elsewhere listens there too.
 */
const DEFAULT = '127.0.0.1';
const loopback: Record<string, string> = { '::': '::1', '::1': '::1', localhost: 'localhost' };

export function apiBase({ host, port }: { host: string; port: number }): string {
  const reachable = loopback[host] ?? (host.startsWith('127.') ? host : DEFAULT);
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
