/** The panels that are kept, and after how many seconds each is made anew from an own source. */
const panelSeconds = {
  head: 15,
  mempool: 30,
  histogram: 30,
  projected: 30,
  estimates: 60,
  'largest-now': 30,
  node: 60,
  price: 60,
  peers: 60,
  pools: 3_600,
  difficulty: 3_600,
  hashrate: 3_600
} as const;
export type PanelName = keyof typeof panelSeconds;
export const panelNames = Object.keys(panelSeconds) as PanelName[];

/** Public services are asked so many times less often. */
const PUBLIC_FACTOR = 4;

export function secondsOf(name: PanelName, source: string | null): number {
  return panelSeconds[name] * (source === 'rest' ? PUBLIC_FACTOR : 1);
}
