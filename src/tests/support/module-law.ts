/**
 * The law of the server's tree: the platform knows no feature, a chain knows no module, a module uses another only through
 * its `module.ts` and only one that stands before it in modules.ts. Inside a module data flows one way, as between layers.
 */

const SERVER = /^src\/lib\/server\/(platform|chains|modules)\/(.+)$/;

/** Parts of a module, by folder or file, and the parts that each of them does not use. */
const forbidden: Record<string, readonly string[]> = {
  upstream: ['ingest', 'read', 'routes', 'jobs'],
  ingest: ['read', 'routes', 'jobs'],
  read: ['upstream', 'ingest', 'routes', 'jobs'],
  routes: ['upstream', 'ingest']
};

/** The names of the modules, in the order of the list in modules.ts. */
export function orderIn(text: string): string[] {
  const [, list = ''] = /export const modules = \[([^\]]*)\]/.exec(text) ?? [];
  return list.split(',').flatMap((name) => name.trim() || []);
}

/** What is wrong with an import between two files of the server; null: nothing. Paths from the repository's root. */
export function faultOf(path: string, target: string, order: readonly string[]): string | null {
  const [, from = '', inner = ''] = SERVER.exec(path) ?? [];
  const [, to = '', outer = ''] = SERVER.exec(target) ?? [];
  if (from === '' || to === '') return null;
  const fault = (reason: string) => `${path} imports ${target}: ${reason}`;
  const isHttp =
    (from === 'platform' && inner.startsWith('http/')) || (from === 'modules' && /\/routes\.ts$/.test(inner));
  if (isHttp && to === 'platform' && outer.startsWith('store/')) return fault('HTTP does not see the store');
  if (to !== 'modules') return null;
  if (from === 'platform') return fault('the platform names no module');
  if (from === 'chains') return fault('a chain names no module');
  const [mine = '', myPart = ''] = inner.split('/');
  const [theirs = '', theirPart = ''] = outer.split('/');
  if (mine !== theirs) {
    if (theirPart !== 'module.ts') return fault(`${theirs} is used through its module.ts`);
    return order.indexOf(theirs) < order.indexOf(mine) ? null : fault(`${theirs} comes after ${mine}`);
  }
  if (theirPart === 'module.ts') return fault('module.ts is for others');
  const [part = '', used = ''] = [myPart, theirPart].map((name) => name.replace(/\.ts$/, ''));
  return forbidden[part]?.includes(used) ? fault(`${part} does not use ${used}`) : null;
}
