/** The panels that are kept, and after how many seconds each is made anew. */
export const panelSeconds = {
  head: 15,
  node: 60
} as const;
export type PanelName = keyof typeof panelSeconds;
export const panelNames = Object.keys(panelSeconds) as PanelName[];
