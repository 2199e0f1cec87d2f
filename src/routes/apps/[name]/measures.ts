/** What the chart of an app can show; the first is what an address without a choice means. */
export const measures = ['instances', 'payments', 'revenue', 'cost'] as const;
export type Measure = (typeof measures)[number];
