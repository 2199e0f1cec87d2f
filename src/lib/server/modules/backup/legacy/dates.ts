/** A UTC day as the original's databases write it: a date, or a time that begins with one. */
import * as z from 'zod';
import { isDate } from '../../../../domain/time/periods.ts';

export const LegacyDate = z
  .string()
  .transform((text) => text.slice(0, 10))
  .refine(isDate, 'not a date');
