/**
 * Answers worked out by hand, which no simulator and no code may overrule.
 *
 * They come with the product's documents, in a folder `shared` beside the checkout. A checkout without it runs on the
 * copy in this folder; where both exist a test holds the copy to the original.
 */
import { existsSync, readFileSync } from 'node:fs';

export interface Golden {
  opReturn: { hex: string; hash: string | null; kind: 'hash' | 'fluxdrive' | 'none' }[];
  endHeight: { height: number; expire: number | null; end: number }[];
  periods: {
    /** ISO instant. */
    now: string;
    period: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';
    start: string;
    previousStart: string;
    previousEnd: string;
    /** ISO instant. */
    likeForLikeEnd: string;
  }[];
  lastDays: { today: string; days: number; start: string }[];
  payments: {
    what: string;
    from: string | null;
    /** Address and FLUX. */
    outputs: [string, string][];
    /** FLUX; null: not revenue. */
    amount: string | null;
    fromAddress?: string;
  }[];
  containers: {
    specs: {
      name: string;
      repotag?: string;
      compose?: { name: string; repotag: string }[];
      encrypted?: boolean;
    }[];
    /** Container name and the image it resolves to. */
    names: [string, string | null][];
    expect: {
      containers: number;
      watchtower: number;
      total: number;
      git: number;
      docker: number;
      resolved: number;
      gaming: number;
      crypto: number;
      wordpress: number;
    };
  };
  usd: { amountSat: string; price: string; usdMicros: string }[];
}

export const originalGolden = new URL('../../../../shared/golden.json', import.meta.url);
export const copiedGolden = new URL('./golden.json', import.meta.url);

/** Throws, naming the file, if neither the original nor the copy is there. */
export function readGolden(from: URL = existsSync(originalGolden) ? originalGolden : copiedGolden): Golden {
  try {
    return JSON.parse(readFileSync(from, 'utf8')) as Golden;
  } catch (cause) {
    throw new Error(`no golden answers at ${from.pathname}`, { cause });
  }
}

export const golden = readGolden();
