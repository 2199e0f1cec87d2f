/** The components of a specification as the store keeps them. */
import * as z from 'zod';
import type { AppComponent } from '../../../../domain/chain.ts';

const Amount = z.number().nullable();
const Components = z
  .array(z.object({ name: z.string(), repotag: z.string(), cpu: Amount, ramMb: Amount, hddGb: Amount }))
  .nullable();

/** null: of a kind that could not be read. */
export function parseComponents(json: string): AppComponent[] | null {
  return Components.parse(JSON.parse(json));
}
