import { z } from 'zod'
import type { RealName } from '#shared/schemas/real-name.ts'
import { textValue, toFlag } from './upstream-values.ts'

const anything = z.unknown().optional()

/**
 * Whether a person or a company is verified. 2.0 sends the text `isRealName`, "true" or "false";
 * 1.0 the boolean `realName`.
 */
export const realNamePayload = z
  .object({
    isRealName: anything,
    realName: anything,
    userRealName: textValue,
    orgRealName: textValue,
  })
  .transform((payload): RealName => {
    const value = payload.isRealName ?? payload.realName
    const verified = toFlag(value)
    return {
      status: verified === null ? 'unknown' : verified ? 'verified' : 'not-verified',
      statusCode: verified === null ? textValue.parse(value) : String(verified),
      name: payload.userRealName ?? payload.orgRealName,
    }
  })
