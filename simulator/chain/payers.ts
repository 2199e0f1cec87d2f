/** Who pays, and how much: the team and the card gateway in their real shares, some regular customers, a long tail. */
import type { Random } from '../random.ts';
import { fiat, makeAddress, platform, team } from './addresses.ts';

export class Payers {
  readonly #seed: number;
  readonly #regulars: string[];
  readonly #tail: string[] = [];

  constructor(seed: number) {
    this.#seed = seed;
    this.#regulars = Array.from({ length: 50 }, (_, index) => this.#make('regular', index));
  }

  pick(random: Random): string {
    const share = random.unit();
    if (share < 0.36) return team;
    if (share < 0.76) return fiat;
    if (share < 0.78) return platform;
    if (share < 0.96) return random.pick(this.#regulars);
    return this.#stranger(random);
  }

  /** Anybody but the team, the gateway and the platform. */
  customer(random: Random): string {
    return random.chance(0.8) ? random.pick(this.#regulars) : this.#stranger(random);
  }

  #stranger(random: Random): string {
    const index = random.below(600);
    return (this.#tail[index] ??= this.#make('tail', index));
  }

  #make(group: string, index: number): string {
    return makeAddress(index % 9 === 4 ? 't3' : 't1', this.#seed, group, index);
  }
}

/** Satoshi; from 0.01 to 900 FLUX around 20, every fourth a round figure. */
export function paymentAmount(random: Random): number {
  const flux = Math.min(900, Math.max(0.01, 20 * Math.exp(1.6 * random.normal())));
  return random.chance(0.25) ? Math.max(1, Math.round(flux * 100)) * 1_000_000 : Math.round(flux * 1e8);
}
