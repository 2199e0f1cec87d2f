/** Fields that stored documents have in common. */
import * as z from 'zod';

/** Unix seconds. */
export const Time = z.int().min(0);
export const Count = z.int().min(0);
