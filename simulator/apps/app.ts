/** An app of the simulated network: what its registry keeps of it, and what its names, specs and instances follow from. */
import type { Product } from './catalog.ts';

export interface App {
  id: number;
  name: string;
  /** Spec version of its newest message. */
  version: number;
  isEncrypted: boolean;
  product: Product;
  instances: number;
  /** `expire` of its newest message; 0 where it has none. */
  lifetime: number;
  isLive: boolean;
  /** In order of height. */
  messages: number[];
}
