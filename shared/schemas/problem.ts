import { z } from 'zod'
import { problemCodes } from '#shared/rules/codes/problem-code.ts'

/** An error answer, RFC 9457 `application/problem+json`. */
export const problemSchema = z.object({
  status: z.number().int(),
  code: z.enum(problemCodes),
  /** One English sentence for developers and logs; pages have their own texts for each `code`. */
  title: z.string(),
  /** Also in the `x-request-id` header and in the proxy's log. */
  requestId: z.string(),
  /** e签宝's own reason, with `esign-refused`. */
  reason: z.string().optional(),
  /** The people whom it concerns, with `day-limit-reached`. */
  names: z.array(z.string()).optional(),
  /** Seconds until a retry is worthwhile. */
  retryAfter: z.number().int().nonnegative().optional(),
  /** Permissions to apply for in DingTalk's developer console, with `upstream-permission`. */
  requiredScopes: z.array(z.string()).optional(),
})

export type Problem = z.infer<typeof problemSchema>
