/** What a page of Prometheus metrics says. */

/** The value of the first sample of that name whose labels include these; null when there is none. */
export function sampleOf(page: string, name: string, labels: Record<string, string>): number | null {
  for (const line of page.split('\n')) {
    const [, found, list = '', value] = /^([a-zA-Z_:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (found !== name) continue;
    const has = new Map([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]));
    if (Object.entries(labels).every(([key, text]) => has.get(key) === text)) return Number(value);
  }
  return null;
}

/** Names of everything that can be asked for: of a histogram its three series. */
export function seriesOf(page: string): Set<string> {
  const declared = [...page.matchAll(/^# TYPE (\S+) (\w+)$/gm)];
  return new Set(
    declared.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name]
    )
  );
}
