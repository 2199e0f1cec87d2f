/** The components of a specification as the store keeps them. */
import * as z from 'zod';
import type { AppComponent } from '../../domain/chain.ts';

const Components = z.array(
  z.object({ name: z.string(), repotag: z.string(), cpu: z.number(), ramMb: z.number(), hddGb: z.number() })
);

export function parseComponents(json: string): AppComponent[] {
  return Components.parse(JSON.parse(json));
}
