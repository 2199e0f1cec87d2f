/** Errors on the wire: RFC 9457, `application/problem+json`. */
import * as z from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z
    .string()
    .describe('stable, for programs: bad_request, not_found, unauthorized, locked_out, rate_limited, ...'),
  requestId: z.string(),
  /** Each fault of the request. */
  errors: z.array(z.object({ name: z.string(), message: z.string() })).optional(),
  /** On 409: the job that is running already. */
  job: z.object({ id: z.string() }).optional()
});
export type Problem = z.infer<typeof Problem>;
