/**
 * What a simulated network is made of. `resolveOptions` turns the few figures a caller gives into a complete plan;
 * everything that is not given follows `scale` (1 = the real network of late 2026).
 */
export interface SimulatorOptions {
  /** 0 = any free port. */
  port: number;
  seed: number;
  /** 0.001 .. 1 */
  scale: number;
  /** Payments that count as revenue in the history; further transactions come on top (about half as many). */
  payments: number;
  nodes: number;
  /** Specifications alive at the start. */
  apps: number;
  /** Unix seconds at which the network stands when it starts. */
  now: number;
  /** A standing clock shows `now` until told otherwise; a running one moves with real time. */
  isClockFixed: boolean;
  /** Real milliseconds between blocks (30,000 = real time), or only through control. Headers stay 30 s apart. */
  blockMs: number | 'manual';
  /** Transactions per block that touch the tracked address, after the start. */
  paymentsPerBlock: number;
  latencyMs: number;
  jitterMs: number;
  /** A daemon answer comes from a back end that is 0 .. this many blocks behind. */
  maxTipLag: number;
  /** Whether getrawtransaction and getblock are answered from a cache of one hour, as the real service does. */
  hasStaleCaches: boolean;
  /** What Blockbook's WebSocket does; drops: the connection after each block. */
  blockbookSocket: 'works' | 'refused' | 'silent' | 'late' | 'drops';
  /** Apps as they were before July 2025: no version 9, no form that writes `false` for a text, no lost amounts (facts 14). */
  isPlain: boolean;
  /** How long a request with the fault `timeout` hangs, and one with `slow` is held back. */
  hangMs: number;
  slowMs: number;
}

export interface Settings extends SimulatorOptions {
  /** Transactions on the tracked address that are no revenue. */
  otherTransactions: number;
  messages: number;
}

export class OptionError extends Error {
  override name = 'OptionError';
}

/** Throws OptionError for values outside what the network can be. */
export function resolveOptions(given: Partial<SimulatorOptions> = {}): Settings {
  const scale = given.scale ?? 1;
  if (!(scale >= 0.001 && scale <= 1)) throw new OptionError('scale must be between 0.001 and 1');
  const scaled = (full: number, least: number) => Math.max(least, Math.round(full * scale));
  const payments = given.payments ?? scaled(25_000, 40);
  const otherTransactions = Math.round(payments * 0.48);
  const settings: Settings = {
    port: 0,
    seed: 1,
    nodes: scaled(6_724, 24),
    apps: scaled(1_882, 30),
    now: Math.floor(Date.now() / 1000),
    isClockFixed: false,
    blockMs: 30_000,
    paymentsPerBlock: 1 / 15,
    latencyMs: 0,
    jitterMs: 0,
    maxTipLag: 2,
    hasStaleCaches: true,
    blockbookSocket: 'works',
    isPlain: false,
    hangMs: 60_000,
    slowMs: 2_000,
    ...given,
    scale,
    payments,
    otherTransactions,
    messages: Math.max(scaled(70_000, 200), Math.round((payments + otherTransactions) * 1.1))
  };
  if (settings.now < 1_720_000_000) throw new OptionError('now must be after 2024-07');
  if (settings.blockMs !== 'manual' && !(settings.blockMs >= 10)) throw new OptionError('blockMs must be at least 10');
  return settings;
}
